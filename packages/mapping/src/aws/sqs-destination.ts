import { GetQueueUrlCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { FailureDestination, FailureRecord } from '../seams.js';

/** Sends failure records to a standard queue, the document as the message's body. */
export class SqsDestination implements FailureDestination {
  readonly arn: string;
  readonly #client: SQSClient;
  #queueUrl: string | undefined;

  constructor(parts: { readonly client: SQSClient; readonly queueArn: string }) {
    this.#client = parts.client;
    this.arn = parts.queueArn;
  }

  async send({ document }: FailureRecord, abortSignal: AbortSignal): Promise<void> {
    this.#queueUrl ??= await this.#findQueueUrl(abortSignal);
    const command = new SendMessageCommand({
      QueueUrl: this.#queueUrl,
      MessageBody: JSON.stringify(document),
    });
    await this.#client.send(command, { abortSignal });
  }

  async #findQueueUrl(abortSignal: AbortSignal): Promise<string | undefined> {
    const [, , , , account, name] = this.arn.split(':');
    const command = new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account });
    const { QueueUrl } = await this.#client.send(command, { abortSignal });
    return QueueUrl;
  }
}
