const PLAIN_NAME = /^[A-Za-z_$][\w$-]*$/;

/** Adds a member's name to a path: `a` and `b` is `a.b`; a name with a dot in it is quoted. */
export function joinName(path: string, name: string): string {
  if (!PLAIN_NAME.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}

/** Adds a list's position to a path: `items` and `0` is `items[0]`. */
export function joinIndex(path: string, index: number): string {
  return `${path}[${index}]`;
}

/** Writes a path of names and positions: `['items', 0, 'sku']` is `items[0].sku`. */
export function formatPath(segments: readonly PropertyKey[]): string {
  return segments.reduce<string>(
    (path, segment) =>
      typeof segment === 'number' ? joinIndex(path, segment) : joinName(path, String(segment)),
    '',
  );
}
