import { useLive } from '../app/live-context.js';
import type { Second } from '../contract/contract.js';
import { formatCount, formatDuration, formatRate } from '../ui/format.js';
import { chartColumns, type Measure } from './chart-data.js';
import { type Line, LineChart } from './line-chart.js';

interface Chart {
  readonly title: string;
  readonly measures: readonly Measure[];
  readonly lines: readonly Line[];
  readonly format: (value: number) => string;
  readonly steps?: readonly number[];
  readonly summarize: (seconds: readonly Second[]) => string;
}

const axisDuration = (value: number) => (value === 0 ? '0' : formatDuration(value));
const axisCount = (value: number) => formatCount(value);
const sum = (seconds: readonly Second[], measure: 'retried' | 'discarded') =>
  seconds.reduce((total, second) => total + second[measure], 0);
const newest = (seconds: readonly Second[], measure: Measure) =>
  seconds.findLast((second) => second[measure] !== undefined)?.[measure];
const NOTHING_YET = 'Nothing measured yet.';

/** Records are whole. */
const wholeSteps = [0, 1, 2, 3, 4, 5].flatMap((zeros) =>
  [1, 2, 5].map((step) => step * 10 ** zeros),
);

const charts: readonly Chart[] = [
  {
    title: 'Throughput',
    measures: ['written', 'handled', 'filtered'],
    lines: [
      { label: 'written', colour: '--ink-soft', dashed: true },
      { label: 'handled', colour: '--water' },
      { label: 'filtered out', colour: '--line-strong' },
    ],
    format: axisCount,
    steps: wholeSteps,
    summarize: (seconds) => {
      const last = seconds.at(-1);
      return `Changes a second. Now ${formatRate(last?.written ?? 0)} written, ${formatRate(last?.handled ?? 0)} handled.`;
    },
  },
  {
    title: 'Latency',
    measures: ['latencyP50', 'latencyP95'],
    lines: [
      { label: 'median', colour: '--water' },
      { label: 'p95', colour: '--remove', dashed: true },
    ],
    format: axisDuration,
    summarize: (seconds) => {
      const [median, p95] = [newest(seconds, 'latencyP50'), newest(seconds, 'latencyP95')];
      const last =
        median === undefined || p95 === undefined
          ? NOTHING_YET
          : `Last median ${formatDuration(median)}, p95 ${formatDuration(p95)}.`;
      return `From the write to handled. ${last}`;
    },
  },
  {
    title: 'Iterator age',
    measures: ['iteratorAge'],
    lines: [{ label: 'oldest shard', colour: '--modify' }],
    format: axisDuration,
    summarize: (seconds) => {
      const age = newest(seconds, 'iteratorAge');
      const last =
        age === undefined
          ? NOTHING_YET
          : `Last ${formatDuration(age)}; at 24 hours records are lost.`;
      return `How long the newest record read had waited. ${last}`;
    },
  },
  {
    title: 'Retries',
    measures: ['retried', 'discarded'],
    lines: [
      { label: 'retried', colour: '--warn' },
      { label: 'given up', colour: '--bad', dashed: true },
    ],
    format: axisCount,
    steps: wholeSteps,
    summarize: (seconds) =>
      `Records a second. In this time ${formatCount(sum(seconds, 'retried'))} retried, ${formatCount(sum(seconds, 'discarded'))} given up.`,
  },
];

/** The last fifteen minutes in lines. */
export function ChartsView() {
  const { seconds } = useLive();
  return (
    <div class="view">
      <div class="view-head">
        <h1>The last fifteen minutes</h1>
        <p class="soft">
          Lines begin when Millrace does. A gap is a time in which nothing was measured.
        </p>
      </div>
      <div class="charts">
        {charts.map(({ title, measures, lines, format, steps, summarize }) => (
          <LineChart
            key={title}
            title={title}
            summary={summarize(seconds.value)}
            lines={lines}
            format={format}
            steps={steps}
            data={chartColumns(seconds.value, measures)}
          />
        ))}
      </div>
    </div>
  );
}
