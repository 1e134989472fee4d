import { describe, expect, test } from '@jest/globals';
import { metricDimension, metricNames, metricNamespace } from '@millrace/shared';
import { type Resource, reference, resource, synthesized } from './synthesized.js';

const { stack } = synthesized('prod');
const alarms = Object.values(stack.resource['aws_cloudwatch_metric_alarm'] ?? {});
const functionName = 'millrace-prod-orders-consumer';

function alarmsOn(metric: string): readonly Resource[] {
  return alarms.filter(({ metric_name }) => metric_name === metric);
}

describe('alarms', () => {
  test.each([
    ['IteratorAge', [3_600_000, 43_200_000]],
    ['Errors', [1]],
    ['Throttles', [1]],
    ['DroppedEventCount', [1]],
    ['DestinationDeliveryFailures', [1]],
    ['ApproximateNumberOfMessagesVisible', [1, 1]],
  ])('watch %s at %j', (metric, thresholds) => {
    expect(alarmsOn(metric).map(({ threshold }) => threshold)).toEqual(thresholds);
  });

  test('see the failure queue and the parking queue', () => {
    expect(
      alarmsOn('ApproximateNumberOfMessagesVisible').map(({ dimensions }) => dimensions),
    ).toEqual([
      { QueueName: resource(stack, 'aws_sqs_queue', 'consumer_failures')['name'] },
      { QueueName: resource(stack, 'aws_sqs_queue', 'parking')['name'] },
    ]);
  });

  test('see drops under the mapping, where Lambda counts them once it is told to', () => {
    expect(alarmsOn('DroppedEventCount')[0]?.['dimensions']).toEqual({
      EventSourceMappingUUID: reference('aws_lambda_event_source_mapping.consumer_mapping.uuid'),
    });
    expect(resource(stack, 'aws_lambda_event_source_mapping')['metrics_config']).toEqual({
      metrics: ['EventCount'],
    });
  });

  test('go off at the threshold, and are silent without traffic', () => {
    for (const alarm of alarms.filter(({ metric_name }) => metric_name !== 'PolledEventCount')) {
      expect(alarm).toMatchObject({
        comparison_operator: 'GreaterThanOrEqualToThreshold',
        treat_missing_data: 'notBreaching',
      });
    }
  });

  test('see a mapping that polls no more, which no other metric would show', () => {
    expect(alarmsOn('PolledEventCount')).toMatchObject([
      {
        dimensions: {
          EventSourceMappingUUID: reference(
            'aws_lambda_event_source_mapping.consumer_mapping.uuid',
          ),
        },
        statistic: 'SampleCount',
        comparison_operator: 'LessThanThreshold',
        threshold: 1,
        treat_missing_data: 'breaching',
        evaluation_periods: 15,
      },
    ]);
  });

  test('tell someone, of their end too', () => {
    const topic = [reference('aws_sns_topic.alarm_topic.arn')];
    for (const alarm of alarms)
      expect(alarm).toMatchObject({ alarm_actions: topic, ok_actions: topic });
  });

  test('say what to do', () => {
    for (const { alarm_description } of alarms)
      expect(String(alarm_description)).toMatch(/\. ?[A-Z]|;/);
  });
});

describe('the dashboard', () => {
  const { widgets } = JSON.parse(
    String(resource(stack, 'aws_cloudwatch_dashboard')['dashboard_body']),
  ) as { widgets: { properties: { title: string; metrics: string[][] } }[] };
  const lines = widgets.flatMap(({ properties }) => properties.metrics);

  test('shows only consumer metrics that the handler emits, under the dimension it emits', () => {
    const ours = lines.filter(([namespace]) => namespace === metricNamespace);

    expect(ours.length).toBeGreaterThan(0);
    for (const [, metric, dimension, service] of ours) {
      expect(Object.values(metricNames)).toContain(metric);
      expect([dimension, service]).toEqual([metricDimension, serviceName()]);
    }
  });

  test('follows the road from the table to the queues', () => {
    expect(new Set(lines.map(([namespace]) => namespace))).toEqual(
      new Set(['AWS/DynamoDB', 'AWS/Lambda', metricNamespace, 'AWS/SQS']),
    );
  });

  test('speaks of this function and these queues', () => {
    expect(lines).toContainEqual(['AWS/Lambda', 'IteratorAge', 'FunctionName', functionName]);
    expect(lines.flat()).toContain(`${functionName}-failures`);
  });
});

function serviceName(): unknown {
  const { environment } = resource(stack, 'aws_lambda_function') as unknown as {
    environment: { variables: Record<string, unknown> };
  };
  return environment.variables['POWERTOOLS_SERVICE_NAME'];
}
