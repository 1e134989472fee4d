import { describe, expect, test } from '@jest/globals';
import { difference } from '@millrace/shared';
import { createRedactor, redacted } from './redact.js';

const item = {
  id: 'a',
  email: 'a@example.org',
  card: { holder: 'A', number: '4111' },
  lines: [{ sku: 'tea', price: 5 }],
};

describe('a redactor', () => {
  const redactor = createRedactor(['email', ' card.number ', 'lines.price', '']);

  test('hides attributes at any depth, in lists too', () => {
    expect(redactor.item(item)).toEqual({
      id: 'a',
      email: redacted,
      card: { holder: 'A', number: redacted },
      lines: [{ sku: 'tea', price: redacted }],
    });
  });

  test('shows that a hidden attribute changed, but neither value', () => {
    const after = { ...item, email: 'b@example.org', lines: [{ sku: 'tea', price: 6 }] };
    expect(redactor.changes(difference(item, after))).toEqual([
      { path: 'email', before: redacted, after: redacted },
      { path: 'lines[0].price', before: redacted, after: redacted },
    ]);
  });

  test('looks into what came or went as a whole', () => {
    expect(redactor.changes(difference(undefined, item))).toEqual([
      { path: 'card', after: { holder: 'A', number: redacted } },
      { path: 'email', after: redacted },
      { path: 'id', after: 'a' },
      { path: 'lines', after: [{ sku: 'tea', price: redacted }] },
    ]);
  });

  test('hides what is below a hidden attribute', () => {
    const whole = createRedactor(['card']);
    const after = { ...item, card: { holder: 'A', number: '5500' } };
    expect(JSON.stringify(whole.changes(difference(item, after)))).not.toMatch(/4111|5500/);
    expect(whole.item(item)).toMatchObject({ card: redacted });
  });

  test('without paths leaves everything as it is', () => {
    expect(createRedactor([]).item(item)).toBe(item);
  });
});
