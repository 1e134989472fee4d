import { attributesCode, quoted } from './condition-code.js';

const images = { NewImage: 'newImage', OldImage: 'oldImage', Keys: 'keys' } as const;
const eventNames = ['INSERT', 'MODIFY', 'REMOVE'];

type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function eventsCode(names: unknown, identity: unknown): string | undefined {
  if (identity !== undefined) {
    const timeToLive = { type: ['Service'], principalId: ['dynamodb.amazonaws.com'] };
    const isTimeToLive =
      JSON.stringify(identity) === JSON.stringify(timeToLive) &&
      JSON.stringify(names) === '["REMOVE"]';
    return isTimeToLive ? '.onTimeToLiveRemoval()' : undefined;
  }
  if (names === undefined) return '';
  if (!Array.isArray(names) || !names.every((name) => eventNames.includes(name))) return undefined;
  return `.on(${names.map(quoted).join(', ')})`;
}

/**
 * The typed builder's code for a pattern; undefined for what the builder has no words for.
 *
 * @param pattern - as parsed from its JSON
 */
export function builderCode(pattern: unknown): string | undefined {
  if (!isObject(pattern)) return undefined;
  const { eventName, userIdentity, dynamodb = {}, ...others } = pattern;
  if (Object.keys(others).length > 0 || !isObject(dynamodb)) return undefined;
  const events = eventsCode(eventName, userIdentity);
  if (events === undefined) return undefined;
  const calls = [events];
  for (const [image, attributes] of Object.entries(dynamodb)) {
    const call = images[image as keyof typeof images];
    const conditions = isObject(attributes) ? attributesCode(attributes) : undefined;
    if (call === undefined || conditions === undefined) return undefined;
    calls.push(`.${call}(${conditions})`);
  }
  return ['filterFor<Order>()', ...calls.filter((call) => call !== ''), '.toPattern()'].join(
    '\n  ',
  );
}
