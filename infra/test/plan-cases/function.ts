import { failures, fn } from './deployed.js';
import { set } from './edit.js';
import type { PlanCase } from './plan-case.js';

export const functionCases: readonly PlanCase[] = [
  {
    title: "the function's timeout raised above the visibility of its failure queue",
    edit: set(fn, { timeout: 900 }),
    findings: ['risk visibility-below-timeout'],
  },
  {
    title: "a queue's visibility lowered below the function's timeout",
    edit: set(failures, { visibility_timeout_seconds: 10 }),
    findings: ['risk visibility-below-timeout'],
  },
  {
    title: 'the function switched off by reserved concurrency 0',
    edit: set(fn, { reserved_concurrent_executions: 0 }),
    findings: ['risk function-off'],
  },
];
