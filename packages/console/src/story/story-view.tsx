import type { Story } from '../contract/contract.js';
import { CopyButton } from '../ui/copy-button.js';
import { formatTime } from '../ui/format.js';
import { KindMark } from '../ui/kind-mark.js';
import { Notice } from '../ui/notice.js';
import { OutcomeBadge } from '../ui/outcome-badge.js';
import { DifferenceTable } from './difference-table.js';
import { StepItem } from './step-item.js';
import { useStory } from './use-story.js';

function Told({ story }: { readonly story: Story }) {
  const { row, record, difference, steps } = story;
  const text = JSON.stringify(record, undefined, 2);
  return (
    <>
      <div class="view-head">
        <h1>{row.key}</h1>
        <p class="row">
          <KindMark kind={row.kind} />
          <OutcomeBadge row={row} />
          <span class="soft">{formatTime(row.at)}</span>
        </p>
        <p class="small soft sequence">
          {row.tableName}, sequence number <code>{row.sequence}</code>
        </p>
      </div>
      <div class="story">
        <section class="card view">
          <h2>Its way</h2>
          <ol class="steps">
            {steps.map((step, index) => (
              // Steps have no identity of their own, and are nearly always added at the end.
              <StepItem step={step} start={steps[0]?.at ?? row.at} key={`${index} ${step.type}`} />
            ))}
          </ol>
        </section>
        <div class="view">
          <section class="card view">
            <h2>What it changed</h2>
            <DifferenceTable difference={difference} kind={row.kind} />
          </section>
          <section class="card view">
            <div class="twin-head">
              <h2>The record</h2>
              <CopyButton text={text} what="the record" />
            </div>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
            <pre class="code record" tabIndex={0}>
              {text}
            </pre>
          </section>
        </div>
      </div>
    </>
  );
}

/** Everything that happened to one record. */
export function StoryView({ sequence }: { readonly sequence: string }) {
  const state = useStory(sequence);
  return (
    <div class="view">
      <p class="small">
        <a href="#/records">← All records</a>
      </p>
      {state.phase === 'loading' ? <p class="soft">Reading its story…</p> : null}
      {state.phase === 'refused' ? (
        <Notice tone="bad" title="This record’s story cannot be told">
          {state.message}
        </Notice>
      ) : null}
      {state.phase === 'told' ? <Told story={state.story} /> : null}
    </div>
  );
}
