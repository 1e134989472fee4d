import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import type { Clients } from '../aws/clients.js';
import { type Finding, ok, problem, warning } from './finding.js';
import { nameOf } from './settings.js';

/** Looks into the failure queue of a mapping. Topics and buckets are left alone. */
export async function examineDestination(
  mapping: EventSourceMappingConfiguration,
  clients: Clients,
): Promise<readonly Finding[]> {
  const arn = mapping.DestinationConfig?.OnFailure?.Destination;
  const [, , service, , account, name] = arn?.split(':') ?? [];
  if (service !== 'sqs' || name === undefined) return [];
  const { GetQueueAttributesCommand, GetQueueUrlCommand } = await import('@aws-sdk/client-sqs');
  const client = await clients.sqs();
  try {
    const { QueueUrl } = await client.send(
      new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account }),
    );
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: ['ApproximateNumberOfMessages'],
      }),
    );
    const waiting = Number(Attributes?.['ApproximateNumberOfMessages'] ?? 0);
    if (waiting === 0) return [ok('FAILURE_QUEUE', `The failure queue ${name} is empty.`)];
    return [
      problem(
        'FAILURES_WAITING',
        `${waiting} failure messages of ${nameOf(mapping)} wait in ${name}; the records behind them vanish 24 hours after they were written.`,
        `millrace redrive ${QueueUrl} --dry-run`,
      ),
    ];
  } catch (error) {
    const text = error instanceof Error ? error.name : String(error);
    if (/NonExistentQueue|QueueDoesNotExist/.test(text)) {
      const mend = `Make the queue ${name}, or name another destination.`;
      return [problem('FAILURE_QUEUE_GONE', `The failure queue ${name} does not exist.`, mend)];
    }
    const mend = 'Give this user sqs:GetQueueUrl and sqs:GetQueueAttributes to look into it.';
    return [warning('FAILURE_QUEUE_CLOSED', `${name} cannot be looked into (${text}).`, mend)];
  }
}
