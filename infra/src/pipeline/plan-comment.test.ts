import { expect, test } from '@jest/globals';
import { commentMarker, planComment } from './plan-comment.js';

const input = {
  stack: 'orders (prod)',
  check: 'All is well.',
  plan: 'Plan: 1 to add',
  runUrl: 'https://github.test/run/1',
};

test('the comment starts with the marker by which it is found again', () => {
  expect(planComment(input).startsWith(commentMarker('orders (prod)'))).toBe(true);
});

test('the check stands in the open, the plan folded below it', () => {
  expect(planComment(input)).toMatch(
    /### Plan of orders \(prod\)\n\nAll is well\.\n\n<details>[\s\S]*```terraform\nPlan: 1 to add\n```/,
  );
});

test('a plan with fences in it stays inside its own', () => {
  expect(planComment({ ...input, plan: 'a\n````\n</details>' })).toContain(
    '`````terraform\na\n````\n</details>\n`````\n',
  );
});

test('a long plan is cut to what GitHub takes, and says so', () => {
  const comment = planComment({ ...input, plan: 'x'.repeat(200_000) });

  expect(comment.length).toBeLessThan(65_536);
  expect(comment).toContain('longer than a comment may be');
});
