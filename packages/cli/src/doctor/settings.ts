import type {
  EventSourceMappingConfiguration,
  FunctionConfiguration,
} from '@aws-sdk/client-lambda';
import { type Finding, ok, problem, warning } from './finding.js';

/** What LastProcessingResult says, and what it means. Only these have been seen or are documented. */
const RESULTS: readonly (readonly [RegExp, string, string])[] = [
  [
    /^PROBLEM: Function call failed/,
    'the function fails, and its shard waits for it',
    'Read the function’s log. A poison record: millrace tail <table> --horizon shows it; turn on bisecting and a failure queue.',
  ],
  [
    /permission|denied|authoriz/i,
    'the role may not read the stream or call what it needs',
    'Give the role dynamodb:GetRecords, GetShardIterator, DescribeStream and ListStreams on the stream.',
  ],
  [
    /throttl/i,
    'the function or the stream refuses for speed',
    'Raise the reserved concurrency, or take readers off the stream.',
  ],
];

/** Looks at one mapping's settings and state, and at its function. No calls are made. */
export function examineSettings(
  mapping: EventSourceMappingConfiguration,
  target: FunctionConfiguration | undefined,
): readonly Finding[] {
  return [
    ...examineState(mapping),
    ...examineFailures(mapping),
    ...examineFunction(mapping, target),
  ];
}

function examineState(mapping: EventSourceMappingConfiguration): readonly Finding[] {
  const { UUID = '', State = 'unknown', LastProcessingResult: result = '' } = mapping;
  const name = nameOf(mapping);
  const findings: Finding[] = [];
  if (State.startsWith('Disabl')) {
    findings.push(
      problem(
        'MAPPING_DISABLED',
        `The mapping of ${name} is ${State}: records wait, and are lost after 24 hours.`,
        `aws lambda update-event-source-mapping --uuid ${UUID} --enabled`,
      ),
    );
  } else {
    findings.push(ok('MAPPING_STATE', `The mapping of ${name} is ${State}.`));
  }
  if (result.startsWith('PROBLEM')) {
    const known = RESULTS.find(([pattern]) => pattern.test(result));
    const [, meaning = 'it could not deliver', mend = 'Read the function’s log.'] = known ?? [];
    findings.push(
      problem('MAPPING_FAILING', `The last result of ${name} is "${result}": ${meaning}.`, mend),
    );
  }
  return findings;
}

function examineFailures(mapping: EventSourceMappingConfiguration): readonly Finding[] {
  const {
    UUID = '',
    MaximumRetryAttempts: retries = -1,
    MaximumRecordAgeInSeconds: age = -1,
  } = mapping;
  const name = nameOf(mapping);
  const update = `aws lambda update-event-source-mapping --uuid ${UUID}`;
  const findings: Finding[] = [];
  const givesUp = retries !== -1 || age !== -1;
  if (mapping.DestinationConfig?.OnFailure?.Destination === undefined) {
    const message = givesUp
      ? `${name} gives records up, and has no failure destination: they vanish without a trace.`
      : `${name} has no failure destination: what it cannot handle in 24 hours vanishes.`;
    const mend = `${update} --destination-config '{"OnFailure":{"Destination":"<queue ARN>"}}'`;
    findings.push((givesUp ? problem : warning)('NO_FAILURE_DESTINATION', message, mend));
  }
  if (!givesUp) {
    findings.push(
      warning(
        'RETRIES_FOREVER',
        `${name} retries until a record expires: one bad record blocks its shard for up to 24 hours.`,
        `${update} --maximum-retry-attempts 5 --bisect-batch-on-function-error`,
      ),
    );
  }
  if (!mapping.FunctionResponseTypes?.includes('ReportBatchItemFailures')) {
    findings.push(
      warning(
        'NO_PARTIAL_RESPONSES',
        `${name} cannot say which record failed: a failure repeats its whole batch.`,
        `${update} --function-response-types ReportBatchItemFailures`,
      ),
    );
  }
  return findings;
}

/** Seconds: Lambda's default, which is meant for something smaller than a batch. */
const DEFAULT_TIMEOUT = 3;

function examineFunction(
  mapping: EventSourceMappingConfiguration,
  target: FunctionConfiguration | undefined,
): readonly Finding[] {
  const name = nameOf(mapping);
  if (target === undefined) {
    return [
      problem(
        'FUNCTION_GONE',
        `The function ${name} does not exist any more.`,
        'Deploy it again, or delete its mapping.',
      ),
    ];
  }
  const { Timeout = DEFAULT_TIMEOUT, State, LastUpdateStatus } = target;
  const { BatchSize = 100, TumblingWindowInSeconds: tumbling = 0 } = mapping;
  const findings: Finding[] = [];
  if (State === 'Failed' || LastUpdateStatus === 'Failed') {
    const mend = 'Deploy it again; aws lambda get-function-configuration tells the reason.';
    findings.push(problem('FUNCTION_FAILED', `The function ${name} could not be set up.`, mend));
  }
  if (Timeout <= DEFAULT_TIMEOUT && BatchSize >= 100) {
    findings.push(
      warning(
        'TIMEOUT_SHORT',
        `${name} has ${Timeout} s for up to ${BatchSize} records: a slow batch is cut off and comes again whole.`,
        `aws lambda update-function-configuration --function-name ${name} --timeout 60`,
      ),
    );
  }
  if (tumbling > 0 && Timeout > tumbling) {
    findings.push(
      warning(
        'TIMEOUT_OVER_WINDOW',
        `${name} may run for ${Timeout} s, and its window is ${tumbling} s long: one call can hold up several windows.`,
        'Shorten the timeout, or lengthen the window.',
      ),
    );
  }
  return findings;
}

/** The function of a mapping, as people call it. */
export function nameOf({ FunctionArn = '' }: EventSourceMappingConfiguration): string {
  return FunctionArn.split(':function:').at(-1) ?? FunctionArn;
}
