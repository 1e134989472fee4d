import type { MappingDefinition } from '@millrace/mapping';

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
  readonly definition: MappingDefinition;
  /** With the qualifier that the caller gave. */
  readonly functionArn: string;
  readonly state: MappingStateName;
  readonly lastProcessingResult: string;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}
