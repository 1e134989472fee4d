import { AwsError } from '../wire/aws-error.js';
import { isJsonObject } from '../wire/members.js';

/** Where messages go that were received too often. */
export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** A queue's settings that change what it does. Seconds and bytes, as SQS names them. */
export interface QueueSettings {
  readonly DelaySeconds: number;
  readonly MaximumMessageSize: number;
  readonly MessageRetentionPeriod: number;
  readonly ReceiveMessageWaitTimeSeconds: number;
  readonly VisibilityTimeout: number;
  readonly RedrivePolicy?: RedrivePolicy;
  /** Settings that change nothing on a laptop: kept and given back. */
  readonly kept: Readonly<Record<string, string>>;
}

/** SQS's limit on one message with its attributes, and on one batch: 1 MiB. */
export const messageLimit = 1_048_576;

/** A new queue's settings (SQS API reference, CreateQueue). */
export const defaultQueueSettings: QueueSettings = {
  DelaySeconds: 0,
  MaximumMessageSize: messageLimit,
  MessageRetentionPeriod: 345_600,
  ReceiveMessageWaitTimeSeconds: 0,
  VisibilityTimeout: 30,
  kept: {},
};

const ranges = {
  DelaySeconds: [0, 900],
  MaximumMessageSize: [1024, messageLimit],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  VisibilityTimeout: [0, 43_200],
} as const;

type NumberSetting = keyof typeof ranges;

const keptNames = new Set([
  'Policy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'SqsManagedSseEnabled',
]);

/**
 * Applies attributes as CreateQueue and SetQueueAttributes take them: all text.
 * @throws AwsError 400 for an unknown attribute, a value out of range, or a FIFO queue.
 */
export function applyQueueAttributes(
  settings: QueueSettings,
  attributes: Readonly<Record<string, string>>,
): QueueSettings {
  let next = settings;
  for (const [name, value] of Object.entries(attributes)) {
    if (isNumberSetting(name)) next = { ...next, [name]: numberSetting(name, value) };
    else if (name === 'RedrivePolicy') next = withRedrivePolicy(next, value);
    else if (keptNames.has(name)) next = { ...next, kept: { ...next.kept, [name]: value } };
    else throw unknownAttribute(name);
  }
  return next;
}

function isNumberSetting(name: string): name is NumberSetting {
  return Object.hasOwn(ranges, name);
}

function numberSetting(name: NumberSetting, value: string): number {
  const [min, max] = ranges[name];
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw invalidAttribute(`Invalid value for the parameter ${name}.`);
}

function withRedrivePolicy(settings: QueueSettings, value: string): QueueSettings {
  const { RedrivePolicy: _old, ...rest } = settings;
  return value === '' ? rest : { ...rest, RedrivePolicy: parseRedrivePolicy(value) };
}

function parseRedrivePolicy(value: string): RedrivePolicy {
  let policy: unknown;
  try {
    policy = JSON.parse(value);
  } catch {
    throw invalidRedrivePolicy(value);
  }
  if (!isJsonObject(policy)) throw invalidRedrivePolicy(value);
  const { deadLetterTargetArn, maxReceiveCount } = policy;
  const count = Number(maxReceiveCount);
  if (typeof deadLetterTargetArn !== 'string' || !Number.isInteger(count) || count < 1) {
    throw invalidRedrivePolicy(value);
  }
  return { deadLetterTargetArn, maxReceiveCount: count };
}

function unknownAttribute(name: string): AwsError {
  if (name === 'FifoQueue' || name === 'ContentBasedDeduplication') {
    return new AwsError(
      400,
      'InvalidAttributeName',
      `The local cloud runs standard queues only; a failure destination cannot be a FIFO queue either. Leave out ${name}.`,
    );
  }
  return new AwsError(400, 'InvalidAttributeName', `Unknown Attribute ${name}.`);
}

function invalidRedrivePolicy(value: string): AwsError {
  return invalidAttribute(
    `Value ${value} for parameter RedrivePolicy is invalid. Reason: Redrive policy must be JSON with deadLetterTargetArn and maxReceiveCount.`,
  );
}

function invalidAttribute(message: string): AwsError {
  return new AwsError(400, 'InvalidAttributeValue', message);
}
