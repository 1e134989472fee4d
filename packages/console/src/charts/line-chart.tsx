import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { colourOf, paintings } from '../app/theme.js';
import { lonePoints } from './lone-points.js';

export interface Line {
  readonly label: string;
  /** A colour variable of tokens.css. */
  readonly colour: string;
  readonly dashed?: boolean;
}

export interface LineChartProps {
  readonly title: string;
  /** What the numbers say now, for those who do not see the lines. */
  readonly summary: string;
  readonly lines: readonly Line[];
  /** Seconds since 1970, then one list of values a line; null where there was nothing to measure. */
  readonly data: uPlot.AlignedData;
  readonly format: (value: number) => string;
  /** Steps that the axis may count in; uPlot's own when left out. */
  readonly steps?: readonly number[] | undefined;
}

const HEIGHT = 190;
const POINT_SIZE = 5;
const LABEL_FONT = '12px system-ui, sans-serif';
const minutes = { hour: '2-digit', minute: '2-digit', hour12: false } as const;
const clock = new Intl.DateTimeFormat(undefined, minutes);
const exactClock = new Intl.DateTimeFormat(undefined, { ...minutes, second: '2-digit' });

function timesOf(_: uPlot, seconds: number[]): string[] {
  const [first = 0, second = first + 60] = seconds;
  const { format } = second - first < 60 ? exactClock : clock;
  return seconds.map((each) => format(each * 1_000));
}

type Drawing = Pick<LineChartProps, 'lines' | 'format' | 'steps'>;

function optionsOf({ lines, format, steps }: Drawing, width: number) {
  const axis = {
    stroke: colourOf('--ink-soft'),
    font: LABEL_FONT,
    grid: { stroke: colourOf('--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, points: { size: 6 } },
    scales: {
      y: {
        range: (_: uPlot, __: number, max: number): [number, number] => [
          0,
          Math.max(max * 1.15, 1),
        ],
      },
    },
    axes: [
      { ...axis, size: 30, values: timesOf },
      {
        ...axis,
        size: 58,
        values: (_: uPlot, splits: number[]) => splits.map(format),
        ...(steps === undefined ? {} : { incrs: [...steps] }),
      },
    ],
    series: [
      {},
      ...lines.map(({ colour, dashed }) => ({
        stroke: colourOf(colour),
        width: 1.75,
        points: {
          show: false,
          filter: ({ data }: uPlot, index: number) => lonePoints(data[index] ?? []),
          size: POINT_SIZE,
        },
        ...(dashed ? { dash: [5, 4] } : {}),
      })),
    ],
  } satisfies uPlot.Options;
}

/** Lines over time. Redrawn when the data, the width or the colours change. */
export function LineChart({ title, summary, lines, data, format, steps }: LineChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const latest = useRef(data);
  latest.current = data;
  const id = useId();
  const painting = paintings.value;

  useLayoutEffect(() => {
    const box = place.current;
    if (box === null) return undefined;
    const made = new uPlot(
      optionsOf({ lines, format, steps }, box.clientWidth),
      latest.current,
      box,
    );
    chart.current = made;
    const sizes = new ResizeObserver(() =>
      made.setSize({ width: box.clientWidth, height: HEIGHT }),
    );
    sizes.observe(box);
    return () => {
      sizes.disconnect();
      made.destroy();
    };
  }, [painting, lines, format, steps]);
  useEffect(() => {
    chart.current?.setData(data);
  }, [data]);

  return (
    <figure class="chart card" aria-labelledby={id}>
      <figcaption id={id}>
        <h2>{title}</h2>
        <p class="small soft">{summary}</p>
      </figcaption>
      <ul class="chart-lines small">
        {lines.map(({ label, colour, dashed }) => (
          <li key={label}>
            <span
              class="chart-key"
              data-dashed={dashed}
              style={{ borderColor: `var(${colour})` }}
              aria-hidden="true"
            />
            {label}
          </li>
        ))}
      </ul>
      <div class="chart-place" ref={place} aria-hidden="true" />
    </figure>
  );
}
