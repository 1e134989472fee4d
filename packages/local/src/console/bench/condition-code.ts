type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text as TypeScript writes it, in this house's quotes. */
export const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

const nameCode = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name));

/** Conditions on the attributes of an image or a map; undefined when one of them cannot be said. */
export function attributesCode(attributes: JsonObject): string | undefined {
  const parts: string[] = [];
  for (const [name, descriptors] of Object.entries(attributes)) {
    if (name === '$or' || !isObject(descriptors)) return undefined;
    const condition = conditionCode(descriptors);
    if (condition === undefined) return undefined;
    parts.push(`${nameCode(name)}: ${condition}`);
  }
  return `{ ${parts.join(', ')} }`;
}

/** A value as the builder is given it; undefined when it would not come back as the same text. */
function literalCode(type: string, value: unknown): string | undefined {
  switch (type) {
    case 'S':
    case 'SS':
      return typeof value === 'string' ? quoted(value) : undefined;
    case 'N':
    case 'NS':
      return typeof value === 'string' && String(Number(value)) === value ? value : undefined;
    case 'BOOL':
      return typeof value === 'boolean' ? String(value) : undefined;
    case 'NULL':
      return value === true ? 'null' : undefined;
    default:
      return undefined;
  }
}

function literalsCode(type: string, values: readonly unknown[]): string | undefined {
  const codes = values.map((value) => literalCode(type, value));
  return codes.includes(undefined) ? undefined : codes.join(', ');
}

const textOperators: Readonly<Record<string, string>> = {
  prefix: 'prefix',
  suffix: 'suffix',
  'equals-ignore-case': 'equalsIgnoreCase',
};

function operatorCode(type: string, operator: JsonObject): string | undefined {
  const [[name, operand] = ['', undefined], ...more] = Object.entries(operator);
  if (more.length > 0) return undefined;
  if (name === 'exists') return `${operand === true ? 'exists' : 'absent'}(${quoted(type)})`;
  if (name === 'anything-but' && (type === 'S' || type === 'N')) {
    const literals = literalsCode(type, Array.isArray(operand) ? operand : [operand]);
    return literals === undefined ? undefined : `anythingBut(${literals})`;
  }
  const call = textOperators[name];
  return type === 'S' && call !== undefined && typeof operand === 'string'
    ? `${call}(${quoted(operand)})`
    : undefined;
}

function valuesCode(type: string, wanted: readonly unknown[]): string | undefined {
  const literals = wanted.filter((value) => !isObject(value));
  const operators = wanted.filter(isObject);
  const codes = operators.map((operator) => operatorCode(type, operator));
  if (literals.length > 0) {
    const code = literalsCode(type, literals);
    const call = type === 'SS' || type === 'NS' ? 'includes' : 'equals';
    codes.unshift(code === undefined ? undefined : `${call}(${code})`);
  }
  if (codes.length === 0 || codes.includes(undefined)) return undefined;
  return codes.length === 1 ? codes[0] : `anyOf(${codes.join(', ')})`;
}

/** The condition on one attribute, given by its type descriptors. */
function conditionCode(descriptors: JsonObject): string | undefined {
  const [[type, wanted] = ['', undefined], ...more] = Object.entries(descriptors);
  // Several types of one attribute are wanted all at once, which no item can meet.
  if (more.length > 0) return undefined;
  if (type === 'M' && isObject(wanted)) return attributesCode(wanted);
  return Array.isArray(wanted) ? valuesCode(type, wanted) : undefined;
}
