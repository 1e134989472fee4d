import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { commands, quote } from './commands.js';

const place = { endpoint: 'http://127.0.0.1:8000', region: 'eu-central-1' };

describe('a command twin', () => {
  test('of a redrive names the record, or takes the whole queue for more than one', () => {
    const redrive = (records: number) =>
      commands.redrive(place, 'http://127.0.0.1:8000/000000000000/failures', {
        records,
        firstSequence: '17',
      });
    expect(redrive(1)).toContain(`--only '{"dynamodb":{"SequenceNumber":["17"]}}'`);
    expect(redrive(2)).not.toContain('--only');
  });

  test('reaches a shell with its words whole, whatever is in them', () => {
    const text = `it's "a" $HOME \`key\`; rm`;
    const heard = execFileSync('sh', ['-c', `printf %s ${quote(text)}`], { encoding: 'utf8' });
    expect(heard).toBe(text);
  });

  test('of a split is the command that does it', () => {
    expect(commands.splitShard(place, 'orders', undefined)).toBe(
      'npx millrace local split orders --endpoint http://127.0.0.1:8000 --region eu-central-1',
    );
  });

  test('of a broken function names its fault', () => {
    const fault = { kind: 'error', match: "it's", times: 2 } as const;
    expect(commands.breakFunction(place, 'consumer', fault)).toBe(
      `npx millrace local break consumer --kind error --match 'it'\\''s' --times 2 --endpoint http://127.0.0.1:8000 --region eu-central-1`,
    );
  });

  test('names the endpoint, so that it can be pasted as it is', () => {
    expect(commands.deleteOrder(place, 'orders', 'order-1')).toBe(
      `aws dynamodb delete-item --endpoint-url http://127.0.0.1:8000 --region eu-central-1 --table-name orders --key '{"orderId":{"S":"order-1"}}'`,
    );
  });
});
