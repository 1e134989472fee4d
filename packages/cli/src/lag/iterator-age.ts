import type { Clients } from '../aws/clients.js';
import { type Positions, unknownPositions } from './positions.js';

/** Minutes of the metric that are looked at: CloudWatch is a few minutes behind. */
const MINUTES = 10;

/**
 * Where a deployed mapping stands: AWS shows no checkpoint, only the age of the records that a function
 * was last called with, the oldest over all shards. A function that was not called has none.
 */
export async function iteratorAgePositions(
  clients: Clients,
  functionArn: string,
  now: number,
): Promise<Positions> {
  const { GetMetricStatisticsCommand } = await import('@aws-sdk/client-cloudwatch');
  const client = await clients.cloudwatch();
  const { Datapoints = [] } = await client.send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/Lambda',
      MetricName: 'IteratorAge',
      Dimensions: [{ Name: 'FunctionName', Value: nameOf(functionArn) }],
      StartTime: new Date(now - MINUTES * 60_000),
      EndTime: new Date(now),
      Period: 60,
      Statistics: ['Maximum'],
    }),
  );
  const newest = Datapoints.reduce<(typeof Datapoints)[number] | undefined>(
    (best, point) =>
      (point.Timestamp?.getTime() ?? 0) > (best?.Timestamp?.getTime() ?? 0) ? point : best,
    undefined,
  );
  if (newest?.Maximum === undefined) return unknownPositions();
  const time = (newest.Timestamp?.getTime() ?? now) - newest.Maximum;
  return { known: 'iterator-age', of: () => ({ kind: 'since', time }) };
}

function nameOf(functionArn: string): string {
  return /:function:([^:]+)/.exec(functionArn)?.[1] ?? functionArn;
}
