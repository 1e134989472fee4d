import type { MessageAttributes, ReceivedMessage } from './message.js';
import { attributesDigest, bodyDigest } from './message-digest.js';

/** A received message as ReceiveMessage gives it, with the attributes that were asked for. */
export function receivedMessage(
  { message, receiptHandle }: ReceivedMessage,
  systemNames: readonly string[],
  attributeNames: readonly string[],
): object {
  const attributes = askedAttributes(message.attributes, attributeNames);
  const md5 = attributesDigest(attributes);
  const system: Readonly<Record<string, string>> = {
    SenderId: 'AIDALOCAL',
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
  };
  const askedSystem = Object.entries(system).filter(
    ([name]) => systemNames.includes('All') || systemNames.includes(name),
  );
  return {
    MessageId: message.messageId,
    ReceiptHandle: receiptHandle,
    MD5OfBody: bodyDigest(message.body),
    Body: message.body,
    ...(askedSystem.length === 0 ? {} : { Attributes: Object.fromEntries(askedSystem) }),
    ...(md5 === undefined ? {} : { MD5OfMessageAttributes: md5, MessageAttributes: attributes }),
  };
}

function askedAttributes(all: MessageAttributes, names: readonly string[]): MessageAttributes {
  const isAsked = (name: string): boolean =>
    names.some(
      (asked) =>
        asked === 'All' ||
        asked === '.*' ||
        asked === name ||
        (asked.endsWith('.*') && name.startsWith(asked.slice(0, -1))),
    );
  return Object.fromEntries(Object.entries(all).filter(([name]) => isAsked(name)));
}
