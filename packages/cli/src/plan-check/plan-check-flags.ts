/** The flags of `millrace plan-check`, as commander reads them. */
export interface PlanCheckFlags {
  readonly format: 'text' | 'markdown' | 'json';
  readonly allow: readonly string[];
  readonly sample?: string;
}
