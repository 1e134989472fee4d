import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { commands, quote } from './commands.js';

const place = { endpoint: 'http://127.0.0.1:8000', region: 'eu-central-1' };

describe('a command twin', () => {
  test('reaches a shell with its words whole, whatever is in them', () => {
    const text = `it's "a" $HOME \`key\`; rm`;
    const heard = execFileSync('sh', ['-c', `printf %s ${quote(text)}`], { encoding: 'utf8' });
    expect(heard).toBe(text);
  });

  test('names the endpoint, so that it can be pasted as it is', () => {
    expect(commands.deleteOrder(place, 'orders', 'order-1')).toBe(
      `aws dynamodb delete-item --endpoint-url http://127.0.0.1:8000 --region eu-central-1 --table-name orders --key '{"orderId":{"S":"order-1"}}'`,
    );
  });
});
