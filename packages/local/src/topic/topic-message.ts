import type { MessageAttributes } from '../queue/message.js';

/** What a publisher hands to a topic. */
export interface TopicMessage {
  readonly message: string;
  readonly subject?: string;
  readonly attributes: MessageAttributes;
}

/** The JSON document that a queue receives for a message, unless it subscribed to the raw one. */
export function notification(
  topicArn: string,
  messageId: string,
  published: TopicMessage,
  now: Date,
): string {
  const attributes = Object.entries(published.attributes).map(([name, attribute]) => [
    name,
    { Type: attribute.DataType, Value: attribute.StringValue ?? attribute.BinaryValue },
  ]);
  return JSON.stringify({
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: topicArn,
    ...(published.subject === undefined ? {} : { Subject: published.subject }),
    Message: published.message,
    Timestamp: now.toISOString(),
    SignatureVersion: '1',
    // The local cloud has no key that anyone could check against.
    Signature: '',
    SigningCertURL: '',
    UnsubscribeURL: '',
    ...(attributes.length === 0 ? {} : { MessageAttributes: Object.fromEntries(attributes) }),
  });
}
