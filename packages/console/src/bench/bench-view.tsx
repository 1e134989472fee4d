import { type Signal, signal, useSignal } from '@preact/signals';
import { useLive } from '../app/live-context.js';
import { CopyButton } from '../ui/copy-button.js';
import { ChoiceField } from '../ui/fields.js';
import { plural } from '../ui/format.js';
import { Notice } from '../ui/notice.js';
import { BenchRows } from './bench-rows.js';
import { Findings } from './findings.js';
import { layoutPattern } from './layout-pattern.js';
import { Savings } from './savings.js';
import { useBench } from './use-bench.js';

/** The person's pattern and table outlive a walk to another view. */
const draft: Signal<string | undefined> = signal(undefined);
const chosenTable: Signal<string | undefined> = signal(undefined);

const FIRST_PATTERN = '{"eventName":["INSERT"]}';

function Copies({
  smallest,
  builder,
}: {
  readonly smallest: string;
  readonly builder?: string | undefined;
}) {
  return (
    <div class="view bench-copies">
      <div>
        <div class="twin-head">
          <span>As a pattern</span>
          <CopyButton text={smallest} what="the pattern" />
        </div>
        <code class="code">{smallest}</code>
      </div>
      {builder === undefined ? (
        <p class="small soft">The typed builder has no words for this pattern.</p>
      ) : (
        <div>
          <div class="twin-head">
            <span>With the typed builder</span>
            <CopyButton text={builder} what="the builder code" />
          </div>
          <code class="code">{builder}</code>
        </div>
      )}
    </div>
  );
}

/** A pattern, beside the real records that it would let through. */
export function BenchView() {
  const { road } = useLive();
  const round = useSignal(0);
  const mappings = road.value?.mappings ?? [];
  const tables = [...new Set(mappings.map(({ tableName }) => tableName))];
  const table = tables.find((name) => name === chosenTable.value) ?? tables.at(0);
  const ours = mappings.filter(({ tableName }) => tableName === table);
  const patterns = [...new Set(ours.flatMap((mapping) => mapping.patterns))];
  const pattern = draft.value ?? layoutPattern(patterns.at(0) ?? FIRST_PATTERN);
  const state = useBench(pattern, table, round.value);
  const report = state.phase === 'tested' ? state.report : undefined;
  return (
    <div class="view">
      <div class="view-head">
        <h1>Filter bench</h1>
        <p class="soft">
          A filter that matches nothing loses every event in silence. Try a pattern here on the
          newest real records before it is deployed.
        </p>
      </div>
      <div class="bench">
        <section class="view bench-edit" aria-label="Pattern">
          {tables.length > 1 && table !== undefined ? (
            <ChoiceField
              label="Records of"
              value={table}
              options={tables.map((name) => ({ value: name, title: name }))}
              onChange={(name) => {
                chosenTable.value = name;
              }}
            />
          ) : null}
          <label class="field">
            <span>Pattern</span>
            <textarea
              rows={12}
              spellcheck={false}
              autocapitalize="off"
              value={pattern}
              aria-invalid={report?.fault !== undefined}
              onInput={({ currentTarget }) => {
                draft.value = currentTarget.value;
              }}
            />
          </label>
          <div class="row">
            <button
              type="button"
              class="button"
              onClick={() => {
                draft.value = layoutPattern(pattern);
              }}
            >
              Lay out
            </button>
            {patterns.map((each, index) => (
              <button
                type="button"
                class="button"
                data-look="quiet"
                key={each}
                onClick={() => {
                  draft.value = layoutPattern(each);
                }}
              >
                Stack’s pattern {patterns.length > 1 ? index + 1 : ''}
              </button>
            ))}
          </div>
          {state.phase === 'refused' ? (
            <Notice tone="bad" title="The pattern could not be tested">
              {state.message}
            </Notice>
          ) : null}
          {report === undefined ? null : (
            <>
              <Findings report={report} />
              {report.smallest === undefined ? null : (
                <Copies smallest={report.smallest} builder={report.builder} />
              )}
            </>
          )}
        </section>
        <section class="view bench-results" aria-label="Records tested">
          {report === undefined ? (
            <p class="soft">Testing…</p>
          ) : report.fault === undefined ? (
            <>
              <div class="row bench-head">
                <Savings report={report} />
                <button
                  type="button"
                  class="button"
                  onClick={() => {
                    round.value += 1;
                  }}
                >
                  Take the newest records
                </button>
              </div>
              <BenchRows report={report} pattern={pattern} />
              {report.rows.length < report.tested ? (
                <p class="small soft">
                  {plural(report.tested, 'record')} tested, the newest {report.rows.length} shown
                </p>
              ) : null}
            </>
          ) : (
            <div class="empty">
              <strong>Nothing is tested while the pattern is not valid.</strong>
              <span>Mend what is said beside it; the records come back by themselves.</span>
            </div>
          )}
        </section>
      </div>
    </div>
  );
}
