import { atAllReaders } from './at-all-readers.js';
import { table } from './deployed.js';
import { set } from './edit.js';
import type { PlanCase } from './plan-case.js';

export const streamCases: readonly PlanCase[] = [
  {
    title: 'the stream switched off',
    edit: set(table, { stream_enabled: false, stream_view_type: undefined }),
    findings: ['loss stream-off', ...atAllReaders],
  },
  {
    title: 'the stream left out',
    edit: set(table, { stream_enabled: undefined, stream_view_type: undefined }),
    findings: ['loss stream-off', ...atAllReaders],
  },
  ...['NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY'].map(
    (view): PlanCase => ({
      title: `the stream's view changed to ${view}`,
      edit: set(table, { stream_view_type: view }),
      findings: ['loss stream-view-changed', ...atAllReaders],
    }),
  ),
];
