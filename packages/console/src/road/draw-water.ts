import type { ChangeKind, FlowStep } from '../contract/contract.js';
import { type Box, type Curve, curveBetween, type Ends, endsOf, pointOn } from './channel.js';
import { type Dot, TRAVEL_MS } from './dots.js';

export interface Palette {
  readonly channel: string;
  readonly retry: string;
  readonly discard: string;
  readonly kinds: Readonly<Record<ChangeKind, string>>;
}

/** What is drawn on, and with what. */
export interface Scene {
  readonly context: CanvasRenderingContext2D;
  readonly boxes: ReadonlyMap<string, Box>;
  readonly palette: Palette;
  /** Shards that the stream's box shows: one channel each. */
  readonly shardIds: readonly string[];
}

const CHANNEL_WIDTH = 9;
const DOT_RADIUS = 3.6;
const steady: readonly FlowStep[] = ['filter', 'deliver', 'handle', 'discard'];

function curveOf(boxes: Scene['boxes'], { from, to, drop }: Ends): Curve | undefined {
  const find = (anchor: string) =>
    boxes.get(anchor) ?? (anchor.startsWith('shard:') ? boxes.get('stream') : undefined);
  const [start, end] = [find(from), find(to)];
  return start && end ? curveBetween(start, end, drop) : undefined;
}

function drawChannel(context: CanvasRenderingContext2D, [a, b, c, d]: Curve): void {
  context.beginPath();
  context.moveTo(a.x, a.y);
  context.bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y);
  context.stroke();
}

/** The still water: a channel for each way that a record can take. */
export function drawChannels({ context, boxes, palette, shardIds }: Scene): void {
  context.lineCap = 'round';
  context.lineWidth = CHANNEL_WIDTH;
  context.strokeStyle = palette.channel;
  const ways = [
    endsOf('write', undefined),
    ...(shardIds.length === 0 ? [endsOf('read', undefined)] : []),
    ...shardIds.map((shardId) => endsOf('read', shardId)),
    ...steady.map((step) => endsOf(step, undefined)),
  ];
  for (const way of ways) {
    const curve = curveOf(boxes, way);
    if (curve !== undefined) drawChannel(context, curve);
  }
}

/** The records on it. */
export function drawDots({ context, boxes, palette }: Scene, dots: readonly Dot[], now: number) {
  for (const dot of dots) {
    const progress = (now - dot.leaves) / TRAVEL_MS;
    if (progress < 0) continue;
    const curve = curveOf(boxes, endsOf(dot.step, dot.shardId));
    if (curve === undefined) continue;
    // Slow at both ends, as water is at a gate.
    const { x, y } = pointOn(curve, progress * progress * (3 - 2 * progress));
    context.fillStyle =
      dot.step === 'retry'
        ? palette.retry
        : dot.step === 'discard'
          ? palette.discard
          : palette.kinds[dot.kind];
    context.globalAlpha = Math.min(1, progress * 6, (1 - progress) * 6);
    context.beginPath();
    context.arc(x, y + dot.aside * 2.4, DOT_RADIUS, 0, Math.PI * 2);
    context.fill();
  }
  context.globalAlpha = 1;
}
