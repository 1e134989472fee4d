import { filterCases } from './filter.js';
import { functionCases } from './function.js';
import { harmlessEdits } from './harmless.js';
import { mappingCases } from './mapping.js';
import type { PlanCase } from './plan-case.js';
import { rightsCases } from './rights.js';
import { storeCases } from './store.js';
import { streamCases } from './stream.js';
import { tableCases } from './table.js';

/**
 * What plan-check is held against. A new case is one entry in the file of its kind; an edit that
 * must raise no finding at all goes to `harmless.ts`.
 */
export const planCases: readonly PlanCase[] = [
  ...streamCases,
  ...tableCases,
  ...mappingCases,
  ...filterCases,
  ...storeCases,
  ...functionCases,
  ...rightsCases,
  ...Object.entries(harmlessEdits).map(([title, edit]) => ({ title, edit, findings: [] })),
];
