import type { FlowStep } from '../contract/contract.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box of the road, in the drawing's own coordinates. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The boxes that a channel joins, by their `data-anchor`. */
export interface Ends {
  readonly from: string;
  readonly to: string;
  /** A way off the road: it leaves downwards, at this share of the box's width. */
  readonly drop?: number;
}

/** Which boxes a step goes between. A shard that is not shown is stood for by its stream. */
export function endsOf(step: FlowStep, shardId: string | undefined): Ends {
  const shard = shardId === undefined ? 'stream' : `shard:${shardId}`;
  switch (step) {
    case 'write':
      return { from: 'table', to: shard };
    case 'read':
      return { from: shard, to: 'mapping' };
    case 'filter':
      return { from: 'mapping', to: 'filtered', drop: 0.8 };
    case 'deliver':
      return { from: 'mapping', to: 'function' };
    case 'handle':
      return { from: 'function', to: 'reactions' };
    case 'retry':
      return { from: 'function', to: 'mapping' };
    case 'discard':
      return { from: 'mapping', to: 'failures', drop: 0.92 };
  }
}

/** A curve from one box to another: start, two control points, end. */
export type Curve = readonly [Point, Point, Point, Point];

/**
 * The curve between two boxes: sideways when they stand beside each other, downwards otherwise. A drop
 * always goes downwards, beside the main water and not in it.
 */
export function curveBetween(from: Box, to: Box, drop?: number): Curve {
  if (drop !== undefined && to.top > from.top + from.height) return dropBetween(from, to, drop);
  const middle = (box: Box) => ({ x: box.left + box.width / 2, y: box.top + box.height / 2 });
  const [a, b] = [middle(from), middle(to)];
  const apart = Math.max(to.left - from.left - from.width, from.left - to.left - to.width);
  if (apart > 0) {
    const right = a.x < b.x;
    const start = { x: right ? from.left + from.width : from.left, y: a.y };
    const end = { x: right ? to.left : to.left + to.width, y: b.y };
    const bend = (end.x - start.x) / 2;
    return [start, { x: start.x + bend, y: start.y }, { x: end.x - bend, y: end.y }, end];
  }
  const down = a.y < b.y;
  const start = { x: a.x, y: down ? from.top + from.height : from.top };
  const end = { x: b.x, y: down ? to.top : to.top + to.height };
  const bend = (end.y - start.y) / 2;
  return [start, { x: start.x, y: start.y + bend }, { x: end.x, y: end.y - bend }, end];
}

function dropBetween(from: Box, to: Box, share: number): Curve {
  const start = { x: from.left + from.width * share, y: from.top + from.height };
  const isBelow = start.x > to.left && start.x < to.left + to.width;
  const end = { x: isBelow ? start.x : to.left + to.width / 2, y: to.top };
  const bend = (end.y - start.y) / 2;
  return [start, { x: start.x, y: start.y + bend }, { x: end.x, y: end.y - bend }, end];
}

/** The point of a curve at `t`, 0 to 1. */
export function pointOn([a, b, c, d]: Curve, t: number): Point {
  const u = 1 - t;
  const mix = (axis: 'x' | 'y') =>
    u ** 3 * a[axis] + 3 * u * u * t * b[axis] + 3 * u * t * t * c[axis] + t ** 3 * d[axis];
  return { x: mix('x'), y: mix('y') };
}
