import { InfraError } from './errors.js';
import type { Settings } from './settings.js';

/** What CloudWatch Logs takes as a retention, in days (PutRetentionPolicy). */
const logRetentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

/** What one consumer is set up with. */
type ConsumerSettings = Pick<Settings, 'mapping' | 'function' | 'logRetentionDays'>;

/**
 * Hands the settings back if AWS would take them.
 *
 * @throws InfraError `SETTINGS_INVALID` listing every wrong value with its range.
 */
export function checkSettings(settings: Settings): Settings {
  requireDeployable(`${settings.environment} (infra/src/environments.ts)`, settings);
  return settings;
}

/**
 * Refuses what AWS would refuse. Terraform would find most of it too, but only at apply, with half
 * of the stack already changed.
 *
 * @param whose whose settings they are, as the error says it.
 * @throws InfraError `SETTINGS_INVALID` listing every wrong value with its range.
 */
export function requireDeployable(whose: string, settings: ConsumerSettings): void {
  const faults = [...mappingFaults(settings), ...functionFaults(settings)];
  if (faults.length > 0) {
    throw new InfraError(
      'SETTINGS_INVALID',
      `The settings of ${whose} cannot be deployed:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
  }
}

function mappingFaults({ mapping }: ConsumerSettings): readonly string[] {
  return [
    ...within('mapping.batchSize', mapping.batchSize, 1, 10_000),
    ...within('mapping.batchingWindowSeconds', mapping.batchingWindowSeconds, 0, 300),
    ...within('mapping.parallelizationFactor', mapping.parallelizationFactor, 1, 10),
    ...within('mapping.tumblingWindowSeconds', mapping.tumblingWindowSeconds, 0, 900),
    ...withinOrForever('mapping.maximumRetryAttempts', mapping.maximumRetryAttempts, 0, 10_000),
    ...withinOrForever(
      'mapping.maximumRecordAgeSeconds',
      mapping.maximumRecordAgeSeconds,
      60,
      604_800,
    ),
    ...(mapping.tumblingWindowSeconds > 0 && mapping.parallelizationFactor !== 1
      ? [
          `mapping.parallelizationFactor is ${mapping.parallelizationFactor}: with a tumbling window it must be 1.`,
        ]
      : []),
  ];
}

function functionFaults(settings: ConsumerSettings): readonly string[] {
  const { memoryMegabytes, timeoutSeconds, reservedConcurrency } = settings.function;
  return [
    ...within('function.memoryMegabytes', memoryMegabytes, 128, 10_240),
    ...within('function.timeoutSeconds', timeoutSeconds, 1, 900),
    // 0 would switch the function off while its stream runs out.
    ...(reservedConcurrency === null
      ? []
      : within('function.reservedConcurrency', reservedConcurrency, 1, 1000)),
    ...(logRetentions.includes(settings.logRetentionDays)
      ? []
      : [
          `logRetentionDays is ${settings.logRetentionDays}: CloudWatch takes ${logRetentions.join(', ')}.`,
        ]),
  ];
}

function within(name: string, value: number, least: number, most: number): readonly string[] {
  return Number.isInteger(value) && value >= least && value <= most
    ? []
    : [`${name} is ${value}: it must be a whole number from ${least} to ${most}.`];
}

function withinOrForever(
  name: string,
  value: number,
  least: number,
  most: number,
): readonly string[] {
  return value === -1
    ? []
    : within(name, value, least, most).map((fault) =>
        fault.replace('must be', 'must be -1 (until the record expires) or'),
      );
}
