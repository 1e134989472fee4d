import { type JsonMember, JsonNumber, JsonObject, type JsonValue } from '../json/json-value.js';
import { parseAnythingBut } from './anything-but.js';
import { parseCidr } from './cidr.js';
import { equalsLiteral, equalsNumber, equalsString } from './equals.js';
import { parseEqualsIgnoreCase } from './equals-ignore-case.js';
import { parseExists } from './exists.js';
import { expectString, refuse } from './fault.js';
import type { Matcher, OperatorName } from './matcher.js';
import { parseNumeric } from './numeric.js';
import { parsePrefix } from './prefix.js';
import { parseSuffix } from './suffix.js';
import { parseWildcard } from './wildcard.js';

type OperandParser = (operand: JsonValue, path: string) => Matcher;

const operandParsers: ReadonlyMap<string, OperandParser> = new Map<OperatorName, OperandParser>([
  ['exactly', parseExactly],
  ['equals-ignore-case', parseEqualsIgnoreCase],
  ['prefix', parsePrefix],
  ['suffix', parseSuffix],
  ['wildcard', parseWildcard],
  ['anything-but', parseAnythingBut],
  ['numeric', parseNumeric],
  ['exists', parseExists],
  ['cidr', parseCidr],
]);

/** One member of a leaf's array: a plain value, or an object with one operator. */
export function parseMatcher(member: JsonValue, path: string): Matcher {
  if (typeof member === 'string') return equalsString(member);
  if (typeof member === 'boolean' || member === null) return equalsLiteral(member);
  if (member instanceof JsonNumber) return equalsNumber(member);
  if (member instanceof JsonObject) return parseOperator(member.members, path);
  return refuse(
    'BAD_VALUE',
    path,
    'An array stands inside the array of values',
    'List the values side by side: ["A", "B"].',
  );
}

function parseOperator(members: readonly JsonMember[], path: string): Matcher {
  const [member, ...others] = members;
  if (member === undefined) {
    return refuse(
      'UNKNOWN_OPERATOR',
      path,
      'An empty object stands where an operator is wanted',
      'Write one operator, such as {"prefix": "text"}.',
    );
  }
  const parseOperand = operandParsers.get(member.name);
  if (parseOperand === undefined) {
    return refuse(
      'UNKNOWN_OPERATOR',
      path,
      `There is no operator "${member.name}"`,
      `Use one of ${[...operandParsers.keys()].join(', ')}.`,
    );
  }
  const matcher = parseOperand(member.value, `${path}.${member.name}`);
  if (others.length === 0) return matcher;
  return refuse(
    'ONE_OPERATOR_ONLY',
    path,
    `${[member, ...others].map(({ name }) => name).join(' and ')} stand in one object`,
    'Write one operator an object; to want both at once is not possible, to want either list them: [{"prefix": "a"}, {"suffix": "b"}].',
  );
}

/** `{"exactly": "text"}`: a string as it is, without the reading of IP addresses. */
function parseExactly(operand: JsonValue, path: string): Matcher {
  return { ...equalsLiteral(expectString(operand, 'exactly', path)), operator: 'exactly' };
}
