import type { ComponentChildren } from 'preact';

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'water';

export const Badge = (props: { readonly tone?: Tone; readonly children: ComponentChildren }) => (
  <span class="badge" data-tone={props.tone ?? 'plain'}>
    {props.children}
  </span>
);
