import type { JudgedFinding, PlanReport } from './check.js';
import type { Level } from './finding.js';

export const reportFormats = ['text', 'markdown', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export function renderReport(report: PlanReport, format: ReportFormat): string {
  switch (format) {
    case 'text':
      return asText(report);
    case 'markdown':
      return asMarkdown(report);
    case 'json':
      return JSON.stringify(report, null, 2);
  }
}

const plurals: Readonly<Record<Level, string>> = { loss: 'losses', risk: 'risks', note: 'notes' };

function summary({ findings, losses }: PlanReport): string {
  if (findings.length === 0) return 'This plan loses no records, and takes no protection away.';
  const count = (level: Level): string => {
    const number = findings.filter((one) => one.level === level).length;
    return `${number} ${number === 1 ? level : plurals[level]}`;
  };
  return (
    `${count('loss')}, ${count('risk')}, ${count('note')}.` +
    (losses > 0 ? ' Do not apply this plan before every loss is mended or allowed.' : '')
  );
}

function unused({ unusedAllowances }: PlanReport): readonly string[] {
  return unusedAllowances.map(
    (address) => `Allowed but not found: ${address}. Is the address spelt as in the plan?`,
  );
}

function title({ level, allowed }: JudgedFinding): string {
  return level.toUpperCase() + (allowed ? ' (allowed)' : '');
}

function asText(report: PlanReport): string {
  const findings = report.findings.map(
    (one) =>
      `${title(one)}  ${one.resource}  [${one.rule}]\n  What happens: ${one.effect}\n  Do this:      ${one.advice}\n`,
  );
  return [...findings, ...unused(report), summary(report)].join('\n');
}

const marks: Readonly<Record<Level, string>> = { loss: '🛑', risk: '⚠️', note: 'ℹ️' };

function asMarkdown(report: PlanReport): string {
  const findings = report.findings.map(
    (one) =>
      `#### ${marks[one.level]} ${title(one)}: \`${one.resource}\`\n\n` +
      `**What happens:** ${escaped(one.effect)}\n\n**Do this:** ${escaped(one.advice)}\n`,
  );
  return [`${summary(report)}\n`, ...findings, ...unused(report).map(escaped)].join('\n').trimEnd();
}

/** A resource's name or a filter's text must not become markup in the comment. */
function escaped(text: string): string {
  return text.replace(/[\\`*_<>|[\]]/g, '\\$&');
}
