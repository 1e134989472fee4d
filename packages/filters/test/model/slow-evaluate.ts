/**
 * The rules of the pattern language written down as plainly as can be: every `$or` written out,
 * the record flattened into all its values, every choice tried. Hopeless in speed, easy to believe.
 * It shares no code with the package.
 */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json };

interface Field {
  readonly path: string;
  readonly value: string | number | boolean | null;
  /** `array#: element#` for each array around the value. */
  readonly elements: ReadonlyMap<number, number>;
}

type Rule = ReadonlyMap<string, readonly Json[]>;

export function slowMatches(pattern: Json, record: Json): boolean {
  const fields = flatten(record);
  return rulesOf(pattern).some((rule) => {
    const paths = [...rule.keys()].sort();
    return tryFrom(paths, 0, rule, fields, new Map());
  });
}

function tryFrom(
  paths: readonly string[],
  index: number,
  rule: Rule,
  fields: readonly Field[],
  chosen: ReadonlyMap<number, number>,
): boolean {
  const path = paths[index];
  if (path === undefined) return true;
  const wanted = rule.get(path) ?? [];
  const candidates = fields.filter(
    (field) =>
      field.path === path &&
      [...field.elements].every(
        ([array, element]) => !chosen.has(array) || chosen.get(array) === element,
      ),
  );
  if (candidates.length === 0) {
    const absenceIsFine = wanted.some(
      (one) => operator(one)?.[0] === 'exists' && operator(one)?.[1] === false,
    );
    return absenceIsFine && tryFrom(paths, index + 1, rule, fields, chosen);
  }
  return candidates.some(
    (field) =>
      wanted.some((one) => slowTest(one, field.value)) &&
      tryFrom(paths, index + 1, rule, fields, new Map([...chosen, ...field.elements])),
  );
}

function flatten(record: Json): readonly Field[] {
  const fields: Field[] = [];
  let arrays = 0;
  const visit = (path: readonly string[], value: Json, elements: ReadonlyMap<number, number>) => {
    if (Array.isArray(value)) {
      const array = arrays;
      arrays += 1;
      value.forEach((element: Json, index) => {
        const isContainer = typeof element === 'object' && element !== null;
        visit(path, element, isContainer ? new Map([...elements, [array, index]]) : elements);
      });
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, child] of Object.entries(value)) visit([...path, name], child, elements);
    } else {
      fields.push({ path: path.join('.'), value, elements });
    }
  };
  visit([], record, new Map());
  return fields;
}

function rulesOf(pattern: Json): readonly Rule[] {
  let rules: readonly Rule[] = [new Map()];
  const visit = (object: Json, path: readonly string[]) => {
    for (const [name, value] of Object.entries(object ?? {}) as [string, Json][]) {
      if (name === '$or') {
        const before = rules;
        rules = (value as readonly Json[]).flatMap((branch) => {
          rules = before;
          visit(branch, path);
          return rules;
        });
      } else if (Array.isArray(value)) {
        rules = rules.map((rule) => new Map(rule).set([...path, name].join('.'), value));
      } else {
        visit(value, [...path, name]);
      }
    }
  };
  visit(pattern, []);
  return rules;
}

function operator(wanted: Json): readonly [string, Json] | undefined {
  if (typeof wanted !== 'object' || wanted === null) return undefined;
  return Object.entries(wanted)[0];
}

function slowTest(wanted: Json, value: string | number | boolean | null): boolean {
  const found = operator(wanted);
  if (found === undefined) return wanted === value;
  const [name, operand] = found;
  const isText = typeof value === 'string';
  switch (name) {
    case 'exactly':
      return value === operand;
    case 'exists':
      return operand === true;
    case 'prefix':
      return isText && regex(literal(textOf(operand)), '', isCaseless(operand)).test(value);
    case 'suffix':
      return isText && regex('', literal(textOf(operand)), isCaseless(operand)).test(value);
    case 'equals-ignore-case':
      return isText && new RegExp(`^${literal(String(operand))}$`, 'is').test(value);
    case 'wildcard':
      return isText && new RegExp(`^${wildcardSource(String(operand))}$`, 's').test(value);
    case 'numeric':
      return typeof value === 'number' && inRange(operand as readonly Json[], value);
    case 'anything-but': {
      const list = operator(operand);
      if (list === undefined || Array.isArray(operand)) return ![operand].flat().includes(value);
      return ![list[1]].flat().some((text) => slowTest({ [list[0]]: text } as Json, value));
    }
    default:
      throw new Error(`The slow evaluator does not know ${name}`);
  }
}

function inRange(terms: readonly Json[], value: number): boolean {
  for (let at = 0; at < terms.length; at += 2) {
    const bound = Number(terms[at + 1]);
    const sign = Math.sign(value - bound);
    const allowed = { '=': [0], '>': [1], '>=': [0, 1], '<': [-1], '<=': [-1, 0] }[
      String(terms[at])
    ];
    if (allowed?.includes(sign) !== true) return false;
  }
  return true;
}

function isCaseless(operand: Json): boolean {
  return typeof operand === 'object';
}

function textOf(operand: Json): string {
  return typeof operand === 'object' ? String(operator(operand)?.[1]) : String(operand);
}

function regex(start: string, end: string, caseless: boolean): RegExp {
  return new RegExp(start === '' ? `${end}$` : `^${start}`, caseless ? 'is' : 's');
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function wildcardSource(text: string): string {
  return text.replace(/\\\*|\\\\|\*|[.+?^${}()|[\]\\]/g, (found) =>
    found === '*'
      ? '.*'
      : found.startsWith('\\') && found.length === 2
        ? `\\${found.charAt(1)}`
        : `\\${found}`,
  );
}
