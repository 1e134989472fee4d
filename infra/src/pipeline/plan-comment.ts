/** What a comment on a pull request says of one stack's plan. */
export interface PlanCommentInput {
  /** Such as `orders (prod)`; there is one comment for each. */
  readonly stack: string;
  /** Outcome of plan-check as Markdown. */
  readonly check: string;
  /** Terraform's own words. */
  readonly plan: string;
  /** Where the saved plan and the whole log are. */
  readonly runUrl: string;
}

/** GitHub refuses a body above 65 536 characters; the rest of the comment needs little. */
const longestPlan = 55_000;

/** The line by which the comment is found again. A Markdown comment: nobody sees it. */
export function commentMarker(stack: string): string {
  return `<!-- millrace plan: ${stack} -->`;
}

export function planComment({ stack, check, plan, runUrl }: PlanCommentInput): string {
  const isCut = plan.length > longestPlan;
  const shown = isCut ? plan.slice(0, longestPlan) : plan;
  const fence = fenceFor(shown);
  return [
    commentMarker(stack),
    `### Plan of ${stack}`,
    '',
    check,
    '',
    '<details><summary>Terraform plan</summary>',
    '',
    `${fence}terraform`,
    shown,
    fence,
    ...(isCut
      ? ['', 'The plan is longer than a comment may be; the whole of it is in the run.']
      : []),
    '',
    '</details>',
    '',
    `[The run, with the saved plan](${runUrl})`,
  ].join('\n');
}

/** A fence longer than any in the text, so that a plan cannot break out of its block. */
function fenceFor(text: string): string {
  const longest = [...text.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 2);
  return '`'.repeat(longest + 1);
}
