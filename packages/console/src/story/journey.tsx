import type { Story } from '../contract/contract.js';
import { formatDuration } from '../ui/format.js';
import { tellStep } from './tell-step.js';

/** A story in a line: its stations, with the time from the write to each. */
export function Journey({ story }: { readonly story: Story }) {
  const start = story.steps.find(({ type }) => type === 'written')?.at ?? story.row.at;
  return (
    <ol class="journey">
      {story.steps.map((step, index) => {
        const { title, detail, tone } = tellStep(step);
        const since = step.at === undefined ? undefined : step.at - start;
        return (
          // Steps have no identity of their own, and are nearly always added at the end.
          <li key={`${index} ${step.type}`} data-tone={tone}>
            <span class="journey-time">
              {since === undefined ? '' : since === 0 ? 'start' : `+${formatDuration(since)}`}
            </span>
            <strong>{title}</strong>
            {detail === undefined ? null : <span class="small soft clamp">{detail}</span>}
          </li>
        );
      })}
    </ol>
  );
}
