import { describe, expect, jest, test } from '@jest/globals';
import { AwsError, validationException } from '../../aws-error.js';
import { Guard } from './guard.js';

describe('a guarded action', () => {
  test('that throws fails alone and frees the locks that it holds', () => {
    const failures: unknown[] = [];
    const guard = new Guard((error) => failures.push(error));
    const release = jest.fn();
    guard.hold(release);
    const later = guard.wrap(() => {
      throw new Error('unexpected');
    });
    expect(later).not.toThrow();
    expect(failures).toEqual([new Error('unexpected')]);
    expect(release).toHaveBeenCalledTimes(1);
  });

  test('frees a lock once, however it ends afterwards', () => {
    const guard = new Guard(() => undefined);
    const release = jest.fn();
    guard.hold(release)();
    guard.run(() => {
      throw new Error('unexpected');
    });
    expect(release).toHaveBeenCalledTimes(1);
  });

  test('fails with the answer that was thrown, when it is one', () => {
    const failures: unknown[] = [];
    new Guard((error) => failures.push(error)).run(() => {
      throw validationException('no such thing');
    });
    expect(failures).toEqual([expect.any(AwsError)]);
  });

  test('is told how work ended that was waited for', async () => {
    const guard = new Guard(() => undefined);
    const ended = (work: Promise<void>) =>
      new Promise((resolve) => guard.settle(work, (error) => resolve(error)));
    expect(await ended(Promise.resolve())).toBeNull();
    expect(await ended(Promise.reject(new Error('disk full')))).toEqual(new Error('disk full'));
  });
});
