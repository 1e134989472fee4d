import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { metricDimension, metricNames, metricNamespace } from '@millrace/shared';
import type { Construct } from 'constructs';

export interface RoadDashboardProps {
  readonly name: string;
  readonly region: string;
  readonly tableName: string;
  readonly functionName: string;
  readonly mappingUuid: string;
  /** Value of the handler's metric dimension: `POWERTOOLS_SERVICE_NAME`. */
  readonly serviceName: string;
  readonly queueNames: readonly string[];
}

/** A line of a graph as CloudWatch writes it: namespace, metric, then dimension names and values. */
type Line = readonly string[];

/** One screen that follows a change down the road: table, mapping, function, consumer, queues. */
export function roadDashboard(
  scope: Construct,
  id: string,
  props: RoadDashboardProps,
): CloudwatchDashboard {
  const widgets = roadGraphs(props).map(({ title, statistic, lines }, index) => ({
    type: 'metric',
    x: (index % 2) * 12,
    y: Math.floor(index / 2) * 6,
    width: 12,
    height: 6,
    properties: { title, region: props.region, stat: statistic, period: 60, metrics: lines },
  }));
  return new CloudwatchDashboard(scope, id, {
    dashboardName: props.name,
    dashboardBody: JSON.stringify({ widgets }),
  });
}

interface Graph {
  readonly title: string;
  readonly statistic: 'Sum' | 'Maximum' | 'p95' | 'SampleCount';
  readonly lines: readonly Line[];
}

function roadGraphs(props: RoadDashboardProps): readonly Graph[] {
  const lambda = (metric: string): Line => [
    'AWS/Lambda',
    metric,
    'FunctionName',
    props.functionName,
  ];
  const mapping = (metric: string): Line => [
    'AWS/Lambda',
    metric,
    'EventSourceMappingUUID',
    props.mappingUuid,
  ];
  const consumer = (metric: string): Line => [
    metricNamespace,
    metric,
    metricDimension,
    props.serviceName,
  ];
  const { received, handled, failed, givenBack, parked, repeated, deadlines } = metricNames;
  return [
    {
      title: 'Written to the table',
      statistic: 'SampleCount',
      lines: ['PutItem', 'UpdateItem', 'DeleteItem'].map((operation) => [
        'AWS/DynamoDB',
        'SuccessfulRequestLatency',
        'TableName',
        props.tableName,
        'Operation',
        operation,
      ]),
    },
    {
      title: 'Read from the stream',
      statistic: 'Sum',
      lines: [
        'PolledEventCount',
        'FilteredOutEventCount',
        'InvokedEventCount',
        'FailedInvokeEventCount',
        'DroppedEventCount',
        'OnFailureDestinationDeliveredEventCount',
      ].map(mapping),
    },
    {
      title: 'How far behind (of 24 h)',
      statistic: 'Maximum',
      lines: [lambda('IteratorAge'), consumer(metricNames.batchAge)],
    },
    {
      title: 'The function',
      statistic: 'Sum',
      lines: ['Invocations', 'Errors', 'Throttles'].map(lambda),
    },
    {
      title: 'What became of the changes',
      statistic: 'Sum',
      lines: [received, handled, failed, givenBack, parked, repeated, deadlines].map(consumer),
    },
    {
      title: 'Kinds of change',
      statistic: 'Sum',
      lines: [
        metricNames.inserts,
        metricNames.modifies,
        metricNames.removes,
        metricNames.expires,
      ].map(consumer),
    },
    { title: 'Duration (p95)', statistic: 'p95', lines: [lambda('Duration')] },
    {
      title: 'Waiting in the queues',
      statistic: 'Maximum',
      lines: props.queueNames.map((name) => [
        'AWS/SQS',
        'ApproximateNumberOfMessagesVisible',
        'QueueName',
        name,
      ]),
    },
  ];
}
