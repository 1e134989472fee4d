import { expect, test } from '@jest/globals';
import type { PlanReport } from './check.js';
import { renderReport } from './render.js';

const loss = {
  rule: 'queue-deleted',
  level: 'loss',
  resource: 'aws_sqs_queue.a_b',
  effect: 'Messages are *gone*.',
  advice: 'Redrive <first>.',
  allowed: false,
} as const;

const report: PlanReport = {
  findings: [loss, { ...loss, level: 'risk' }, { ...loss, level: 'note', allowed: true }],
  losses: 1,
  unusedAllowances: ['aws_sqs_queue.typo'],
};

test('text tells each finding in three lines, then sums up', () => {
  expect(renderReport(report, 'text')).toBe(
    [
      'LOSS  aws_sqs_queue.a_b  [queue-deleted]',
      '  What happens: Messages are *gone*.',
      '  Do this:      Redrive <first>.',
      '',
      'RISK  aws_sqs_queue.a_b  [queue-deleted]',
      '  What happens: Messages are *gone*.',
      '  Do this:      Redrive <first>.',
      '',
      'NOTE (allowed)  aws_sqs_queue.a_b  [queue-deleted]',
      '  What happens: Messages are *gone*.',
      '  Do this:      Redrive <first>.',
      '',
      'Allowed but not found: aws_sqs_queue.typo. Is the address spelt as in the plan?',
      '1 loss, 1 risk, 1 note. Do not apply this plan before every loss is mended or allowed.',
    ].join('\n'),
  );
});

test('markdown lets no text of the plan become markup', () => {
  const markdown = renderReport(report, 'markdown');

  expect(markdown).toContain('**What happens:** Messages are \\*gone\\*.');
  expect(markdown).toContain('**Do this:** Redrive \\<first\\>.');
  expect(markdown).toContain('`aws_sqs_queue.a_b`');
});

test('JSON is the report itself', () => {
  expect(JSON.parse(renderReport(report, 'json'))).toEqual(report);
});

test('a plan without findings is told in one sentence', () => {
  expect(renderReport({ findings: [], losses: 0, unusedAllowances: [] }, 'text')).toBe(
    'This plan loses no records, and takes no protection away.',
  );
});
