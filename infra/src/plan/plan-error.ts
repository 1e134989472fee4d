/** The file given is no Terraform plan in JSON. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  readonly code = 'PLAN_UNREADABLE';

  constructor(reason: string) {
    super(
      `This is not a plan that can be checked: ${reason}. ` +
        'Make one with: terraform plan -out=tfplan && terraform show -json tfplan > plan.json',
    );
  }
}
