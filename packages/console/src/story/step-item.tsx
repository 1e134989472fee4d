import type { StoryStep } from '../contract/contract.js';
import { formatDuration, formatTime, plural } from '../ui/format.js';
import { LogLine } from './log-line.js';
import { tellStep } from './tell-step.js';
import { Verdict } from './verdict.js';

function More({ step }: { readonly step: StoryStep }) {
  if (step.type === 'filter' && step.verdicts.length > 0) {
    return (
      <details>
        <summary>Why</summary>
        {step.verdicts.map((verdict) => (
          <Verdict verdict={verdict} key={verdict.pattern} />
        ))}
      </details>
    );
  }
  if (step.type === 'delivered' && (step.log.length > 0 || step.requestId !== undefined)) {
    return (
      <details>
        <summary>{step.log.length === 0 ? 'Request' : plural(step.log.length, 'log line')}</summary>
        {step.requestId === undefined ? null : (
          <p class="small soft">
            request <code>{step.requestId}</code>
          </p>
        )}
        {step.log.map((line, index) => (
          // Lines have no identity of their own and never change.
          <LogLine line={line} key={`${index} ${line.length}`} />
        ))}
      </details>
    );
  }
  return null;
}

interface StepItemProps {
  readonly step: StoryStep;
  /** When the change was written. */
  readonly start: number;
}

/** One step of a record's story, with what is known beside it. */
export function StepItem({ step, start }: StepItemProps) {
  const { title, detail, tone } = tellStep(step);
  return (
    <li class="step" data-tone={tone}>
      <p class="step-time small soft">
        {step.at === undefined ? null : (
          <>
            <time dateTime={new Date(step.at).toISOString()}>{formatTime(step.at)}</time>
            {step.at > start ? ` +${formatDuration(step.at - start)}` : ''}
          </>
        )}
      </p>
      <div class="step-body">
        <h3>{title}</h3>
        {detail === undefined ? null : <p class="soft step-detail">{detail}</p>}
        <More step={step} />
      </div>
    </li>
  );
}
