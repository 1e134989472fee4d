import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { type PolicyStatement, policyDocument } from '../iam.js';
import { ReadableStack } from '../readable-stack.js';
import { roleBoundaryName } from '../role-boundary.js';
import type { Environment } from '../settings.js';
import { boundaryStatements } from './boundary-statements.js';
import { deployStatements } from './deploy-statements.js';
import { planStatements } from './plan-statements.js';
import { StateBucket } from './state-bucket.js';
import { githubHost, trustGithub } from './trust-github.js';

export interface BootstrapProps {
  readonly environment: Environment;
  readonly region: string;
  /** The twelve digits of the AWS account; another account is refused before anything is made. */
  readonly account: string;
  /** Repository whose workflows may take the roles: `owner/name`. */
  readonly repository: string;
  /** Name of the bucket to make for the state. */
  readonly stateBucket: string;
}

/**
 * What an account needs before the pipeline can deploy into it: a bucket for the state, GitHub as
 * an identity provider, a role that may plan, a role that may deploy, and the bounds of the roles that
 * it deploys. No key is made anywhere.
 */
export class BootstrapStack extends ReadableStack {
  constructor(scope: Construct, id: string, props: BootstrapProps) {
    super(scope, id);
    const { environment, region, account, repository } = props;
    new AwsProvider(this, 'aws', {
      region,
      allowedAccountIds: [account],
      defaultTags: [{ tags: { application: 'millrace-bootstrap', environment } }],
    });
    const { bucket } = new StateBucket(this, 'state', props.stateBucket);
    const github = new IamOpenidConnectProvider(this, 'github', {
      url: `https://${githubHost}`,
      clientIdList: ['sts.amazonaws.com'],
    });
    const scopeOfStack = { environment, region, account, stateBucketArn: bucket.arn };

    new IamPolicy(this, 'boundary', {
      name: roleBoundaryName(environment),
      description: 'The most that a role of the stack may do; see infra/src/bootstrap.',
      policy: policyDocument(boundaryStatements(scopeOfStack)),
    });
    const plan = this.#role(
      'plan',
      `millrace-${environment}-plan`,
      // Plans are made of pull requests, and of main before it is deployed.
      trustGithub(github.arn, [
        `repo:${repository}:pull_request`,
        `repo:${repository}:ref:refs/heads/main`,
      ]),
      planStatements(scopeOfStack),
    );
    const deploy = this.#role(
      'deploy',
      `millrace-${environment}-deploy`,
      // Only a job that has passed the environment's reviewers has this subject.
      trustGithub(github.arn, [`repo:${repository}:environment:${environment}`]),
      [...planStatements(scopeOfStack), ...deployStatements(scopeOfStack)],
    );
    new TerraformOutput(this, 'bucket_name', { value: bucket.bucket });
    new TerraformOutput(this, 'plan_role_arn', { value: plan.arn });
    new TerraformOutput(this, 'deploy_role_arn', { value: deploy.arn });
  }

  #role(
    id: string,
    name: string,
    assumeRolePolicy: string,
    statements: readonly PolicyStatement[],
  ): IamRole {
    const role = new IamRole(this, id, { name, assumeRolePolicy, maxSessionDuration: 3600 });
    new IamRolePolicy(this, `${id}_policy`, {
      name,
      role: role.name,
      policy: policyDocument(statements),
    });
    return role;
  }
}
