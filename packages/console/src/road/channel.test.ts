import { describe, expect, test } from '@jest/globals';
import { type Box, curveBetween, endsOf, pointOn } from './channel.js';

const box = (left: number, top: number): Box => ({ left, top, width: 100, height: 40 });

describe('a channel', () => {
  test('leaves a box on the side where the next one stands', () => {
    const curve = curveBetween(box(0, 0), box(200, 100));
    expect([curve[0], curve[3]]).toEqual([
      { x: 100, y: 20 },
      { x: 200, y: 120 },
    ]);
  });

  test('goes downwards between boxes that stand below each other', () => {
    const curve = curveBetween(box(0, 0), box(10, 100));
    expect([curve[0], curve[3]]).toEqual([
      { x: 50, y: 40 },
      { x: 60, y: 100 },
    ]);
  });

  test('off the road leaves a box downwards, and goes straight down when it can', () => {
    const [start, , , end] = curveBetween(box(0, 0), box(20, 100), 0.8);
    expect([start, end]).toEqual([
      { x: 80, y: 40 },
      { x: 80, y: 100 },
    ]);
    expect(curveBetween(box(0, 0), box(300, 100), 0.8)[3]).toEqual({ x: 350, y: 100 });
  });

  test('begins and ends where its curve does', () => {
    const curve = curveBetween(box(0, 0), box(200, 100));
    expect(pointOn(curve, 0)).toEqual(curve[0]);
    expect(pointOn(curve, 1)).toEqual(curve[3]);
  });

  test('starts from the shard once it is known, from the stream before', () => {
    expect(endsOf('read', 's1').from).toBe('shard:s1');
    expect(endsOf('write', undefined).to).toBe('stream');
  });
});
