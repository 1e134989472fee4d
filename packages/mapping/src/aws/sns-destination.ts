import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { FailureDestination, FailureRecord } from '../seams.js';

/** Publishes failure records to a standard topic, the document as the message. */
export class SnsDestination implements FailureDestination {
  readonly arn: string;
  readonly #client: SNSClient;

  constructor(parts: { readonly client: SNSClient; readonly topicArn: string }) {
    this.#client = parts.client;
    this.arn = parts.topicArn;
  }

  async send({ document }: FailureRecord, abortSignal: AbortSignal): Promise<void> {
    const command = new PublishCommand({ TopicArn: this.arn, Message: JSON.stringify(document) });
    await this.#client.send(command, { abortSignal });
  }
}
