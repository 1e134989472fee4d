import type { SettingsReader } from './settings-reader.js';

const attributeOf: Readonly<Record<string, string>> = {
  delay_seconds: 'DelaySeconds',
  max_message_size: 'MaximumMessageSize',
  message_retention_seconds: 'MessageRetentionPeriod',
  receive_wait_time_seconds: 'ReceiveMessageWaitTimeSeconds',
  visibility_timeout_seconds: 'VisibilityTimeout',
};

/** CreateQueue's attributes from an `aws_sqs_queue`. */
export function queueAttributesOf(settings: SettingsReader): Readonly<Record<string, string>> {
  const numbers = Object.entries(attributeOf).flatMap(([setting, attribute]) => {
    const value = settings.number(setting);
    return value === undefined ? [] : [[attribute, String(value)] as const];
  });
  const redrive = settings.text('redrive_policy');
  return {
    ...Object.fromEntries(numbers),
    ...(redrive === undefined ? {} : { RedrivePolicy: redrive }),
  };
}
