import { JsonObject, type JsonValue } from '../../json/json-value.js';
import type { Pattern } from '../../pattern/pattern.js';
import type { PatternRule } from '../rule.js';
import type { FilterWarning } from '../warning.js';

/** A path that is asked about twice: AWS keeps the last and says nothing. */
export const duplicatePath: PatternRule = (pattern) => findTwice(pattern, new Set());

function findTwice(pattern: Pattern, before: ReadonlySet<string>): readonly FilterWarning[] {
  const seen = new Set(before);
  return pattern.flatMap((condition): readonly FilterWarning[] => {
    if (condition.kind === 'or') {
      const warnings = condition.branches.flatMap((branch) => findTwice(branch, seen));
      for (const branch of condition.branches) for (const path of pathsOf(branch)) seen.add(path);
      return warnings;
    }
    if (!seen.has(condition.path)) {
      seen.add(condition.path);
      return [];
    }
    return [
      {
        code: 'DUPLICATE_PATH',
        severity: 'warning',
        path: condition.place,
        message: `${condition.path} is asked about twice, and only the last counts`,
        mend: 'Join the values in one array (any of them suffices), or write two filters.',
      },
    ];
  });
}

function pathsOf(pattern: Pattern): readonly string[] {
  return pattern.flatMap((condition) =>
    condition.kind === 'field' ? [condition.path] : condition.branches.flatMap(pathsOf),
  );
}

/** A name that comes twice in one object: AWS's engine reads both, most other programs only the last. */
export function duplicateNames(json: JsonValue, place = ''): readonly FilterWarning[] {
  if (Array.isArray(json)) {
    return json.flatMap((element: JsonValue, index) =>
      duplicateNames(element, `${place}[${index}]`),
    );
  }
  if (!(json instanceof JsonObject)) return [];
  const seen = new Set<string>();
  return json.members.flatMap(({ name, value }): readonly FilterWarning[] => {
    const path = place === '' ? name : `${place}.${name}`;
    const below = duplicateNames(value, path);
    if (!seen.has(name)) {
      seen.add(name);
      return below;
    }
    const twice: FilterWarning = {
      code: 'DUPLICATE_NAME',
      severity: 'warning',
      path,
      message: `"${name}" comes twice in one object; AWS's engine reads both, but a tool that parses the JSON on the way keeps only the last`,
      mend: 'Put what is under both into one.',
    };
    return [twice, ...below];
  });
}
