/** One statement of an IAM policy, in IAM's own words. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * A policy document as the JSON text Terraform takes. Text with references in it, and not an
 * `aws_iam_policy_document` data source: a data source is read after apply as soon as anything it
 * refers to has a change pending, and its plan then shows no policy at all.
 */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** The trust policy of a role that one AWS service assumes, such as `lambda.amazonaws.com`. */
export function trustService(service: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }],
  });
}

/**
 * A resource's policy that turns away every request without TLS.
 *
 * @param service as in IAM's actions, such as `s3`.
 * @param resources ARNs of all that the policy is for.
 */
export function denyPlainHttp(service: string, resources: readonly string[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        // A Deny must cover everyone and everything; its condition is what narrows it.
        Sid: 'DenyPlainHttp',
        Effect: 'Deny',
        Principal: '*',
        Action: `${service}:*`,
        Resource: resources,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
}
