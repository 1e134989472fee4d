import { describe, expect, test } from '@jest/globals';
import { parseMoment } from './moment.js';

const NOW = Date.parse('2026-11-24T18:00:00Z');
const parse = (text: string) => parseMoment(text, '--since', NOW);

describe('a point in time', () => {
  test.each([
    ['now', NOW],
    ['2h', Date.parse('2026-11-24T16:00:00Z')],
    ['1h30m', Date.parse('2026-11-24T16:30:00Z')],
    ['2026-11-24T16:00:00Z', Date.parse('2026-11-24T16:00:00Z')],
    ['2026-11-24T16:00:00.250Z', Date.parse('2026-11-24T16:00:00.250Z')],
    ['2026-11-24T18:00+02:00', Date.parse('2026-11-24T16:00:00Z')],
    ['2026-11-24', Date.parse('2026-11-24T00:00:00Z')],
    ['2028-02-29T00:00:00Z', Date.parse('2028-02-29T00:00:00Z')],
  ])('is read from %s', (text, time) => {
    expect(parse(text)).toBe(time);
  });

  test.each(['2026-11-24T18:00:00', '2026-11-24 18:00'])(
    'has a zone, or it would be another one on every machine: %s',
    (text) => expect(() => parse(text)).toThrow(/has no zone \(Z is UTC\)/),
  );

  test.each(['2026-02-29T00:00:00Z', '2026-02-30', '2026-13-01', '2026-11-24T25:00:00Z'])(
    'is one of the calendar, unlike %s',
    (text) => expect(() => parse(text)).toThrow(/in no calendar/),
  );

  test.each(['', 'noon', 'yesterday', '2026-11-24T18:00:00Zulu', '24.11.2026', '-2h'])(
    'is not read from %p',
    (text) => expect(() => parse(text)).toThrow(/no time/),
  );
});
