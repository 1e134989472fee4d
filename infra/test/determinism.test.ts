import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { bundleFolder, resource, synthesized } from './synthesized.js';

test('two synths in different folders write the same bytes, zip included', () => {
  const one = synthesized('prod', bundleFolder());
  const two = synthesized('prod', bundleFolder());

  expect(two.text).toBe(one.text);
  expect(zipOf(two).equals(zipOf(one))).toBe(true);
});

test('the synthesized file holds no path of the machine it was made on', () => {
  const { text, folder } = synthesized();

  expect(text).not.toContain(folder);
  expect(text).not.toContain(process.cwd());
});

test('the function names its zip relative to the synthesized file, with its hash', () => {
  const { stack, folder } = synthesized();
  const filename = String(resource(stack, 'aws_lambda_function')['filename']);

  expect(filename).toMatch(/^assets\//);
  expect(() => readFileSync(join(folder, filename))).not.toThrow();
});

function zipOf({ stack, folder }: ReturnType<typeof synthesized>): Buffer {
  return readFileSync(join(folder, String(resource(stack, 'aws_lambda_function')['filename'])));
}
