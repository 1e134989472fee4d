import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { workflowLinter } from '../src/pipeline/workflow-faults.js';

const folder = join(__dirname, '..', '..', '.github', 'workflows');
const pinned = 'actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683';

function workflow(step: string, top = ''): string {
  return `on: push\n${top}\njobs:\n  one:\n    runs-on: ubuntu-24.04\n    steps:\n      - ${step}\n`;
}

describe('the workflows of this repository', () => {
  test.each(readdirSync(folder))('%s has no fault', async (name) => {
    const lint = await workflowLinter();
    expect(lint(readFileSync(join(folder, name), 'utf8'), name)).toEqual([]);
  });
});

describe('the lint', () => {
  test.each([
    ['a tag in the place of a commit', workflow('uses: actions/checkout@v4'), /not pinned/],
    ['a branch in the place of a commit', workflow("uses: 'a/b@main'"), /a\/b@main is not pinned/],
    ['no action at all', 'on: push\n', /"jobs" section is missing/],
    ['an unknown key', workflow(`uses: ${pinned}`, 'premissions: {}'), /premissions/],
    ['an unknown context', workflow(`run: echo "\${{ matrx.node }}"`), /matrx/],
    [
      "a pull request's words run as code",
      workflow(`run: echo "\${{ github.event.pull_request.title }}"`),
      /untrusted/,
    ],
  ])('finds %s', async (_, text, fault) => {
    const lint = await workflowLinter();
    expect(lint(text, 'w.yml').join('\n')).toMatch(fault);
  });

  test('lets a pinned action and a workflow of this repository pass', async () => {
    const lint = await workflowLinter();
    expect(lint(workflow(`uses: ${pinned} # v4.2.2`), 'w.yml')).toEqual([]);
  });
});
