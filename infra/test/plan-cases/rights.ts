import { reference } from '../synthesized.js';
import { policy } from './deployed.js';
import { add, drop, replaceText } from './edit.js';
import type { PlanCase } from './plan-case.js';

export const rightsCases: readonly PlanCase[] = [
  {
    title: 'a policy opened to every resource',
    edit: replaceText(policy, 'policy', reference('aws_sqs_queue.parking.arn'), '*'),
    findings: ['risk rights-widened'],
  },
  {
    title: 'an action added to a policy',
    edit: replaceText(
      policy,
      'policy',
      '"events:PutEvents"',
      '"events:PutEvents","events:PutRule"',
    ),
    findings: ['risk rights-widened'],
  },
  {
    title: 'the right to read the stream taken away',
    edit: replaceText(policy, 'policy', '"dynamodb:GetRecords",', ''),
    findings: ['risk rights-withdrawn'],
  },
  {
    title: 'another right taken away',
    edit: replaceText(policy, 'policy', '"logs:CreateLogStream",', ''),
    findings: ['note rights-withdrawn'],
  },
  {
    title: 'a role that others may assume, too',
    edit: replaceText(
      'aws_iam_role.consumer_role',
      'assume_role_policy',
      '"lambda.amazonaws.com"',
      '["lambda.amazonaws.com","ec2.amazonaws.com"]',
    ),
    findings: ['risk rights-widened'],
  },
  {
    title: "a queue's refusal of plain HTTP taken out",
    edit: drop('aws_sqs_queue_policy.parking_tls'),
    findings: ['risk rights-widened'],
  },
  {
    title: 'a new policy that allows everything',
    edit: add('aws_iam_role_policy.all', {
      role: reference('aws_iam_role.consumer_role.name'),
      name: 'all',
      policy: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
    }),
    findings: ['risk rights-widened'],
  },
];
