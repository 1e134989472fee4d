/** A typed attribute that travels beside a message's body. */
export interface MessageAttribute {
  /** `String`, `Number`, `Binary`, each with an optional `.label`. */
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64 text. */
  readonly BinaryValue?: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** What a sender hands to a queue. */
export interface NewMessage {
  readonly body: string;
  readonly attributes?: MessageAttributes;
  /** Seconds before it can be received; the queue's own delay when left out. */
  readonly delaySeconds?: number;
}

/** A message as a queue keeps it. Times are milliseconds since 1970. */
export interface StoredMessage {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly sentAt: number;
  /** It can be received from this moment on. */
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt?: number;
}

/** A message as a receiver gets it. */
export interface ReceivedMessage {
  readonly message: StoredMessage;
  /** What deletes it, or changes its visibility. */
  readonly receiptHandle: string;
}
