import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';

export interface ConsumerAlarmsProps {
  readonly functionName: string;
  /** UUID of the event source mapping, under which Lambda counts dropped records. */
  readonly mappingUuid: string;
  /** Names of the queues in which any message at all is news. */
  readonly quietQueues: readonly { readonly id: string; readonly name: string }[];
  /** SNS topic that hears of each alarm, and of its end. */
  readonly topicArn: string;
}

type Metric = Pick<
  CloudwatchMetricAlarmConfig,
  'namespace' | 'metricName' | 'dimensions' | 'statistic' | 'threshold' | 'alarmDescription'
> &
  Partial<
    Pick<
      CloudwatchMetricAlarmConfig,
      'comparisonOperator' | 'evaluationPeriods' | 'treatMissingData'
    >
  >;

const hour = 3600 * 1000;

/** Alarms that each mean one thing to do, told in the alarm itself. */
export class ConsumerAlarms extends Construct {
  constructor(scope: Construct, id: string, props: ConsumerAlarmsProps) {
    super(scope, id);
    for (const [name, metric] of Object.entries(consumerAlarms(props))) {
      new CloudwatchMetricAlarm(this, name, {
        alarmName: `${props.functionName}-${name}`,
        period: 60,
        evaluationPeriods: 1,
        comparisonOperator: 'GreaterThanOrEqualToThreshold',
        // No change, no metric: silence on a quiet table is health.
        treatMissingData: 'notBreaching',
        ...metric,
        alarmActions: [props.topicArn],
        okActions: [props.topicArn],
      });
    }
  }
}

function consumerAlarms(props: ConsumerAlarmsProps): Readonly<Record<string, Metric>> {
  const lambda = { namespace: 'AWS/Lambda', dimensions: { FunctionName: props.functionName } };
  const mapping = {
    namespace: 'AWS/Lambda',
    dimensions: { EventSourceMappingUUID: props.mappingUuid },
  };
  const age = { ...lambda, metricName: 'IteratorAge', statistic: 'Maximum' };
  return {
    behind: {
      ...age,
      threshold: hour,
      alarmDescription:
        'The consumer is an hour behind the table. Look for a batch that keeps failing, or raise the parallelization factor.',
    },
    'nearly-lost': {
      ...age,
      threshold: 12 * hour,
      alarmDescription:
        'Half of the 24 hours that the stream keeps a change are gone. Changes will be lost: mend the consumer now, or drain it elsewhere.',
    },
    'not-polling': {
      ...mapping,
      // Lambda reports every poll, an empty one as 0 (Lambda guide, "Event source mapping metrics"), so
      // here silence is the fault: a mapping that is off, or may not read, invokes nothing and has no
      // iterator age that could warn. A new mapping takes minutes to begin.
      metricName: 'PolledEventCount',
      statistic: 'SampleCount',
      threshold: 1,
      comparisonOperator: 'LessThanThreshold',
      treatMissingData: 'breaching',
      evaluationPeriods: 15,
      alarmDescription:
        'Nobody has read the stream for a quarter of an hour, and it forgets each change after 24 hours. See whether the mapping is enabled, and why not: millrace doctor.',
    },
    errors: {
      ...lambda,
      metricName: 'Errors',
      statistic: 'Sum',
      threshold: 1,
      alarmDescription: 'The function failed as a whole; its batch is being retried.',
    },
    throttles: {
      ...lambda,
      metricName: 'Throttles',
      statistic: 'Sum',
      threshold: 1,
      alarmDescription:
        'Lambda had no capacity for the function. Raise its reserved concurrency, or the account limit.',
    },
    dropped: {
      ...mapping,
      metricName: 'DroppedEventCount',
      statistic: 'Sum',
      threshold: 1,
      alarmDescription:
        'Lambda gave up on records: retries or age ran out. Redrive them from the failure queue within 24 hours of their change.',
    },
    'failures-undelivered': {
      ...lambda,
      metricName: 'DestinationDeliveryFailures',
      statistic: 'Sum',
      threshold: 1,
      alarmDescription:
        'Lambda gave up on records and could not even report them. Check the role and the failure destination.',
    },
    ...Object.fromEntries(
      props.quietQueues.map(({ id, name }) => [
        id,
        {
          namespace: 'AWS/SQS',
          metricName: 'ApproximateNumberOfMessagesVisible',
          dimensions: { QueueName: name },
          statistic: 'Maximum',
          threshold: 1,
          alarmDescription: `Something waits in ${name}. Look at it, mend the cause, and redrive it.`,
        },
      ]),
    ),
  };
}
