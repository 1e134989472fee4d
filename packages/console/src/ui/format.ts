const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** `1,203`, and `1.2M` where more digits tell nothing. */
export const formatCount = (count: number) =>
  Math.abs(count) < 1_000_000 ? whole.format(count) : short.format(count);

/** `12.4/s` */
export const formatRate = (perSecond: number) =>
  `${perSecond < 10 ? perSecond.toFixed(1).replace(/\.0$/, '') : whole.format(perSecond)}/s`;

/** Milliseconds as a person says them: `8 ms`, `2.1 s`, `3 min`, `5 h`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1) return '< 1 ms';
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  if (milliseconds < 5_400_000) return `${Math.round(milliseconds / 60_000)} min`;
  return `${Math.round(milliseconds / 3_600_000)} h`;
}

const two = (part: number) => String(part).padStart(2, '0');

/** The time of day with milliseconds, as the person's clock shows it. */
export function formatTime(at: number): string {
  const date = new Date(at);
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return `${clock}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** The end of a long identifier, which is where identifiers of one kind differ. */
export const shorten = (identifier: string, length = 6) =>
  identifier.length <= length + 1 ? identifier : `…${identifier.slice(-length)}`;

export const plural = (count: number, one: string, many = `${one}s`) =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
