import { expect, test } from '@jest/globals';
import { reportSupport } from './support.js';

test('a data source that only says whose account it is is not needed, any other is not supported', () => {
  const report = reportSupport({
    path: '',
    folder: '',
    region: undefined,
    resources: [],
    outputs: {},
    dataSources: ['data.aws_caller_identity.caller', 'data.aws_region.here'],
    otherSections: [],
  });

  expect(report.notNeeded.map(({ where }) => where)).toEqual(['data.aws_caller_identity.caller']);
  expect(report.unsupported.map(({ where }) => where)).toEqual(['data.aws_region.here']);
});
