/** An object whose properties can be asked for. */
export type Readable = Readonly<Record<string, unknown>>;

export function isReadable(value: unknown): value is Readable {
  return typeof value === 'object' && value !== null;
}

/** Reads one own property of an object; `undefined` when it has none of this name. */
export type PropertyReader = (object: Readable) => unknown;

/**
 * The names that the envelope of every stream record has, and the type descriptors. Each has a
 * reader of its own, so that V8 remembers at each place the few shapes that come by; one reader for
 * all names would see too many shapes to remember any, and costs five times as much.
 */
const readersOfKnownNames: ReadonlyMap<string, PropertyReader> = new Map([
  ['eventName', ({ eventName }) => eventName],
  ['eventSource', ({ eventSource }) => eventSource],
  ['userIdentity', ({ userIdentity }) => userIdentity],
  ['dynamodb', ({ dynamodb }) => dynamodb],
  ['Keys', ({ Keys }) => Keys],
  ['NewImage', ({ NewImage }) => NewImage],
  ['OldImage', ({ OldImage }) => OldImage],
  ['ApproximateCreationDateTime', ({ ApproximateCreationDateTime: time }) => time],
  ['SizeBytes', ({ SizeBytes }) => SizeBytes],
  ['S', ({ S }) => S],
  ['N', ({ N }) => N],
  ['BOOL', ({ BOOL }) => BOOL],
  ['NULL', ({ NULL }) => NULL],
  ['SS', ({ SS }) => SS],
  ['NS', ({ NS }) => NS],
  ['L', ({ L }) => L],
  ['M', ({ M }) => M],
]);

export function propertyReader(name: string): PropertyReader {
  const known = readersOfKnownNames.get(name);
  if (known !== undefined) return known;
  if (name in Object.prototype) {
    return (object) => (Object.hasOwn(object, name) ? object[name] : undefined);
  }
  return (object) => object[name];
}
