import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useLive } from '../app/live-context.js';
import { paintings } from '../app/theme.js';
import { formatCount } from '../ui/format.js';
import { kindNames } from '../ui/kind-mark.js';
import { WaterPainter } from './water-painter.js';

interface WaterProps {
  readonly tableName: string;
  /** The shards that the stream's box shows. */
  readonly shardIds: readonly string[];
}

function tellScale(scale: number): string {
  if (scale === 0) return 'nothing moves here, as your system asks; the numbers do';
  return scale === 1 ? 'each dot is one change' : `each dot is up to ${formatCount(scale)} changes`;
}

/** The moving picture behind the road's boxes. The numbers in the boxes say the same without it. */
export function Water({ tableName, shardIds }: WaterProps) {
  const live = useLive();
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<WaterPainter>(undefined);
  const scale = useSignal(1);

  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return undefined;
    const made = new WaterPainter(canvas.current, context);
    painter.current = made;
    return () => made.close();
  }, []);
  useEffect(
    () =>
      live.onFlow((flow) => {
        const ours = flow.filter((each) => each.tableName === tableName);
        if (ours.length > 0) scale.value = painter.current?.flow(ours) ?? 1;
      }),
    [live, tableName, scale],
  );
  const shardKey = shardIds.join();
  useLayoutEffect(() => {
    painter.current?.showShards(shardKey === '' ? [] : shardKey.split(','));
  }, [shardKey]);
  useSignalEffect(() => {
    if (paintings.value > 0) painter.current?.repaint();
  });

  return (
    <>
      <div class="water" aria-hidden="true">
        <canvas ref={canvas} />
      </div>
      <p class="legend small">
        {(['insert', 'modify', 'remove', 'expire'] as const).map((kind) => (
          <span class="kind" data-kind={kind} key={kind}>
            {kindNames[kind]}
          </span>
        ))}
        <span class="soft">{tellScale(scale.value)}</span>
      </p>
    </>
  );
}
