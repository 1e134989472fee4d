import type { ComponentChildren } from 'preact';

interface NoticeProps {
  readonly tone: 'plain' | 'good' | 'warn' | 'bad';
  readonly title: string;
  readonly children?: ComponentChildren;
}

export const Notice = ({ tone, title, children }: NoticeProps) => (
  <div class="notice" data-tone={tone}>
    <strong>{title}</strong>
    {children === undefined ? null : <div class="small">{children}</div>}
  </div>
);
