import type { MappingSettings } from '@millrace/mapping';

/** What a caller sets on an event source mapping. */
export interface MappingConfiguration {
  readonly settings: MappingSettings;
  /** With the qualifier that the caller gave. */
  readonly functionArn: string;
  /** Queue, topic or bucket for the records of discarded batches. */
  readonly destinationArn?: string;
  readonly metrics?: readonly string[];
  readonly kmsKeyArn?: string;
}

/** Lambda's states of an event source mapping. */
export type MappingStateName =
  | 'Creating'
  | 'Enabling'
  | 'Enabled'
  | 'Disabling'
  | 'Disabled'
  | 'Updating'
  | 'Deleting';

/** An event source mapping as its API shows it. */
export interface MappingView {
  readonly uuid: string;
  readonly arn: string;
  readonly eventSourceArn: string;
  readonly configuration: MappingConfiguration;
  readonly state: MappingStateName;
  readonly lastProcessingResult: string;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}
