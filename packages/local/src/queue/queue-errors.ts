import { AwsError } from '../wire/aws-error.js';

/** The refusals of SQS that more than one operation gives. */
export function invalidParameter(message: string): AwsError {
  return new AwsError(400, 'InvalidParameterValue', message);
}

export function queueDoesNotExist(): AwsError {
  return new AwsError(
    400,
    'com.amazonaws.sqs#QueueDoesNotExist',
    'The specified queue does not exist.',
    { queryCode: 'AWS.SimpleQueueService.NonExistentQueue' },
  );
}

export function invalidReceipt(handle: string): AwsError {
  return new AwsError(
    400,
    'com.amazonaws.sqs#ReceiptHandleIsInvalid',
    `The input receipt handle "${handle.slice(0, 100)}" is not a valid receipt handle.`,
    { queryCode: 'ReceiptHandleIsInvalid' },
  );
}

export function notInFlight(): AwsError {
  return new AwsError(
    400,
    'com.amazonaws.sqs#MessageNotInflight',
    'The message referred to is not in flight.',
    { queryCode: 'AWS.SimpleQueueService.MessageNotInflight' },
  );
}
