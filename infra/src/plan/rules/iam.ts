import { type Finding, finding, type Rule } from '../finding.js';
import type { ResourceChange } from '../plan-file.js';
import { type Grant, grantsOf, widenings, withdrawals } from '../policy.js';
import { isGone, isUnknown, text } from '../values.js';

/** Where each resource type keeps its policy document. */
const policyAttributes: Readonly<Record<string, string>> = {
  aws_iam_role_policy: 'policy',
  aws_iam_policy: 'policy',
  aws_iam_role: 'assume_role_policy',
  aws_sqs_queue_policy: 'policy',
  aws_sns_topic_policy: 'policy',
  aws_s3_bucket_policy: 'policy',
};

/** Rights that grow, and rights that the consumer needs and loses. */
export const iamRule: Rule = (change) => {
  if (change.type === 'aws_iam_role_policy_attachment') return attachment(change);
  const attribute = Object.hasOwn(policyAttributes, change.type)
    ? policyAttributes[change.type]
    : undefined;
  if (attribute === undefined || change.kind === 'none') return [];
  if (isGone(change) && change.type !== 'aws_iam_role_policy') {
    return change.type === 'aws_iam_role' ? [roleGone(change)] : policyGone(change, attribute);
  }
  if (isUnknown(change, attribute)) return unknownPolicy(change);
  const before = grantsOf(change.before[attribute]) ?? [];
  const after = grantsOf(change.after[attribute]) ?? [];
  const gained = change.kind === 'create' ? limitless(after) : widenings(before, after);
  return [...widened(change, gained), ...narrowed(change, withdrawals(before, after))];
};

/** What no new policy needs: everything, on everything. */
function limitless(grants: readonly Grant[]): readonly Grant[] {
  return grants.filter(
    ({ effect, action, resource }) =>
      effect === 'Allow' && resource === '*' && (action === '*' || action.endsWith(':*')),
  );
}

function widened(change: ResourceChange, grants: readonly Grant[]): readonly Finding[] {
  if (grants.length === 0) return [];
  return [
    finding(
      change,
      'risk',
      'rights-widened',
      `Whoever holds these rights may do more than before: ${listed(grants)}.`,
      'Name the single actions and resources that are needed, and have the reviewer agree to each.',
    ),
  ];
}

const neededActions =
  /^(dynamodb:(GetRecords|GetShardIterator|DescribeStream|ListStreams)|sqs:SendMessage|s3:PutObject|sns:Publish)$/i;

function narrowed(change: ResourceChange, grants: readonly Grant[]): readonly Finding[] {
  if (grants.length === 0 || change.type !== 'aws_iam_role_policy') return [];
  const needed = grants.filter(({ action }) => neededActions.test(action));
  if (needed.length === 0) {
    return [
      finding(
        change,
        'note',
        'rights-withdrawn',
        `The role loses ${listed(grants)}.`,
        'See that nothing uses the right any more.',
      ),
    ];
  }
  return [
    finding(
      change,
      'risk',
      'rights-withdrawn',
      `The role loses ${listed(needed)}: without the right to read, the stream's records run out after 24 hours; ` +
        'without the right to send, failures cannot be reported and are lost.',
      'See that nothing uses the right any more, or that another policy of the same role grants it.',
    ),
  ];
}

function listed(grants: readonly Grant[]): string {
  const shown = grants
    .slice(0, 5)
    .map(
      ({ effect, action, resource }) =>
        `${effect === 'Deny' ? 'no longer denied ' : ''}${action}${resource === '' ? '' : ` on ${resource}`}`,
    );
  const more = grants.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function attachment(change: ResourceChange): readonly Finding[] {
  if (change.kind !== 'create' && change.kind !== 'replace') return [];
  const arn = text(change.after, 'policy_arn');
  return [
    finding(
      change,
      'risk',
      'rights-widened',
      `The role gains all rights of ${arn === '' ? 'a policy that is known only after apply' : arn}.`,
      'Prefer an inline policy that names the single actions and resources.',
    ),
  ];
}

function roleGone(change: ResourceChange): Finding {
  return finding(
    change,
    'risk',
    'role-deleted',
    'What runs under this role fails until another one takes its place; the stream keeps its changes for 24 hours.',
    'Make the new role first, move the function to it, then remove this one.',
  );
}

function policyGone(change: ResourceChange, attribute: string): readonly Finding[] {
  const denied = (grantsOf(change.before[attribute]) ?? []).filter(
    ({ effect }) => effect === 'Deny',
  );
  return change.kind === 'delete' ? widened(change, denied) : [];
}

function unknownPolicy(change: ResourceChange): readonly Finding[] {
  if (change.kind === 'create') return [];
  return [
    finding(
      change,
      'note',
      'rights-unknown',
      'The policy is known only after apply, since it names something that is changed or made in this plan.',
      'Compare the statements in the code; they are what the reviewer agrees to.',
    ),
  ];
}
