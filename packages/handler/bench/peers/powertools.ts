import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

// The function that one would write with Powertools alone: a log line a record, a metric a batch.
const logger = new Logger();
const metrics = new Metrics({ namespace: 'Bench' });
const processor = new BatchProcessor(EventType.DynamoDBStreams);

export const handler = async (event, context) => {
  const answer = await processPartialResponse(
    event,
    async (record) => logger.info('change', { record }),
    processor,
    { context },
  );
  metrics.addMetric('ChangesReceived', 'Count', event.Records.length);
  metrics.publishStoredMetrics();
  return answer;
};
