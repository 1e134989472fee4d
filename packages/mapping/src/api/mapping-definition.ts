import type { MappingSettings } from '../settings.js';

/** An event source mapping as it was asked for, checked and with its defaults filled in. */
export interface MappingDefinition {
  readonly eventSourceArn: string;
  /** As given: a name, a partial or a whole ARN, with or without a qualifier. */
  readonly functionName: string;
  readonly enabled: boolean;
  readonly settings: MappingSettings;
  /** The on-failure destination's ARN. */
  readonly destinationArn?: string;
  readonly kmsKeyArn?: string;
  readonly metrics: readonly string[];
}
