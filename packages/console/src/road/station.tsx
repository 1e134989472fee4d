import { type ComponentChildren, Fragment } from 'preact';
import { useId } from 'preact/hooks';
import type { Tone } from '../ui/badge.js';

interface StationProps {
  /** Its name in the drawing of the water. */
  readonly anchor: string;
  readonly title: string;
  /** The thing's own name: the table's, the function's. */
  readonly name?: string;
  /** What happens here, for someone who has never seen it. */
  readonly explains: string;
  readonly children: ComponentChildren;
}

/** One box of the road. */
export function Station({ anchor, title, name, explains, children }: StationProps) {
  const id = useId();
  return (
    <section class="station card" data-anchor={anchor} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {name === undefined ? null : (
          <p class="station-name" title={name}>
            {name}
          </p>
        )}
      </header>
      <p class="small soft">{explains}</p>
      {children}
    </section>
  );
}

export interface NumberLine {
  readonly label: string;
  readonly value: string;
  readonly tone?: Tone | undefined;
}

export const Numbers = ({ lines }: { readonly lines: readonly NumberLine[] }) => (
  <dl class="numbers">
    {lines.map(({ label, value, tone }) => (
      <Fragment key={label}>
        <dt>{label}</dt>
        <dd data-tone={tone}>{value}</dd>
      </Fragment>
    ))}
  </dl>
);
