/** Where GitHub Actions' tokens come from. */
export const githubHost = 'token.actions.githubusercontent.com';

/**
 * The trust policy of a role that GitHub Actions jobs take by OIDC.
 *
 * @param providerArn the account's identity provider for GitHub.
 * @param subjects exact subjects of the tokens; see GitHub, "OpenID Connect reference".
 */
export function trustGithub(providerArn: string, subjects: readonly string[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: providerArn },
        Condition: {
          StringEquals: {
            [`${githubHost}:aud`]: 'sts.amazonaws.com',
            [`${githubHost}:sub`]: subjects,
          },
        },
      },
    ],
  });
}
