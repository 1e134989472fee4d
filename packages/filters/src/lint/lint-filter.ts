import { parseJson } from '../json/parse-json.js';
import { parsePattern } from '../pattern/parse-pattern.js';
import type { FieldCondition, Pattern } from '../pattern/pattern.js';
import { patternText } from '../pattern/pattern-text.js';
import type { LintOptions } from './lint-options.js';
import { followWay } from './record-way.js';
import type { FieldRule, PatternRule } from './rule.js';
import { attributeSchema } from './rules/attribute-schema.js';
import { duplicateNames, duplicatePath } from './rules/duplicates.js';
import { envelopeValue } from './rules/envelope-value.js';
import { ignoredCase } from './rules/ignored-case.js';
import { imageNeverPresent } from './rules/image-never-present.js';
import { knownValues } from './rules/known-values.js';
import { numberAsStored } from './rules/number-as-stored.js';
import { operatorSupport, orSupport } from './rules/operator-support.js';
import { portableNumbers } from './rules/portable-numbers.js';
import { typeDescriptor } from './rules/type-descriptor.js';
import { unknownField } from './rules/unknown-field.js';
import { valueType } from './rules/value-type.js';
import type { FilterWarning } from './warning.js';

const fieldRules: readonly FieldRule[] = [
  unknownField,
  envelopeValue,
  knownValues,
  typeDescriptor,
  valueType,
  numberAsStored,
  ignoredCase,
  attributeSchema,
  portableNumbers,
  operatorSupport,
];
const patternRules: readonly PatternRule[] = [imageNeverPresent, duplicatePath, orSupport];

/**
 * Finds what AWS accepts and what yet is surely wrong on a DynamoDB stream: a pattern that silently
 * matches nothing, or everything.
 *
 * @throws InvalidFilterPatternError for what AWS does not accept.
 */
export function lintFilter(
  pattern: string | object,
  options: LintOptions = {},
): readonly FilterWarning[] {
  const text = typeof pattern === 'string' ? pattern : patternText(pattern);
  const parsed = parsePattern(text);
  const json = parseJson(text);
  return withoutRepeats([
    ...fieldsOf(parsed).flatMap((field) => {
      const way = followWay(field);
      return fieldRules.flatMap((rule) => rule(field, way, options));
    }),
    ...patternRules.flatMap((rule) => rule(parsed, options)),
    ...duplicateNames(json.value),
    ...trailingText(text.slice(json.end)),
  ]);
}

function fieldsOf(pattern: Pattern): readonly FieldCondition[] {
  return pattern.flatMap((condition) =>
    condition.kind === 'field' ? [condition] : condition.branches.flatMap(fieldsOf),
  );
}

function trailingText(rest: string): readonly FilterWarning[] {
  if (rest.trim() === '') return [];
  return [
    {
      code: 'TRAILING_TEXT',
      severity: 'warning',
      path: '',
      message: `What follows the pattern's last brace is ignored: ${JSON.stringify(rest.trim().slice(0, 40))}`,
      mend: 'Delete it, or put it inside the braces.',
    },
  ];
}

/** Fields outside of `$or` come up once for each of its branches. */
function withoutRepeats(warnings: readonly FilterWarning[]): readonly FilterWarning[] {
  const byText = new Map(warnings.map((warning) => [JSON.stringify(warning), warning]));
  return [...byText.values()];
}
