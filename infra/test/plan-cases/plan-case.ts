import type { Level } from '../../src/plan/finding.js';
import type { Edit } from './edit.js';

/** One edit of the deployed stack, and what plan-check must say of the plan that follows. */
export interface PlanCase {
  readonly title: string;
  readonly edit: Edit;
  /** Level and rule of each finding, in the order reported. None: the plan is harmless. */
  readonly findings: readonly `${Level} ${string}`[];
  /** Address of a resource that Terraform is told to replace. */
  readonly replace?: string;
}
