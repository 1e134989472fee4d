import { describe, expect, test } from '@jest/globals';
import { CommitQueue } from './commit-queue.js';

/** A queue whose store takes a while, and what happened in which order. */
function queue() {
  const happened: string[] = [];
  const commits = new CommitQueue(async (operations) => {
    await new Promise((resolve) => setImmediate(resolve));
    happened.push(`stored ${operations.map(({ key }) => key).join(' ')}`);
  });
  const submit = (key: string, alone = false) =>
    commits.submit(() => {
      happened.push(`decided ${key}`);
      return {
        operations: [{ type: 'del', key }],
        publish: () => happened.push(`visible ${key}`),
      };
    }, alone);
  return { happened, submit };
}

describe('the queue of commits', () => {
  test('stores together what waits together, and makes it visible in order', async () => {
    const { happened, submit } = queue();
    await Promise.all([submit('a'), submit('b')]);
    expect(happened).toEqual(['decided a', 'decided b', 'stored a b', 'visible a', 'visible b']);
  });

  test('decides what wants to be alone when all before it is visible, and all after it when it is', async () => {
    const { happened, submit } = queue();
    await Promise.all([submit('a'), submit('roll', true), submit('b')]);
    expect(happened).toEqual(
      ['a', 'roll', 'b'].flatMap((key) => [`decided ${key}`, `stored ${key}`, `visible ${key}`]),
    );
  });

  test('refuses the one commit that cannot be decided, and stores the others', async () => {
    const stored: string[] = [];
    const commits = new CommitQueue(async (operations) => {
      stored.push(...operations.map(({ key }) => key));
    });
    const del = (key: string) =>
      commits.submit(() => ({ operations: [{ type: 'del', key }], publish: () => undefined }));
    const refused = commits.submit(() => {
      throw new Error('no such table');
    });
    const others = [del('a'), del('b')];
    await expect(refused).rejects.toThrow('no such table');
    await Promise.all(others);
    expect(stored).toEqual(['a', 'b']);
  });
});
