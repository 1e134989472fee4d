export { type CheckOptions, checkPlan, type JudgedFinding, type PlanReport } from './check.js';
export type { Finding, Level } from './finding.js';
export { PlanError } from './plan-error.js';
export { type ReportFormat, renderReport, reportFormats } from './render.js';
