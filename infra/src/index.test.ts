import { expect, test } from '@jest/globals';
import * as it from './index.js';

test('loads', () => {
  expect(it).toBeDefined();
});
