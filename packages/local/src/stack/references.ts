import { isJsonObject, type JsonObject } from '../wire/members.js';
import { StackError } from './stack-error.js';
import type { Resource, StackFile } from './stack-file.js';

/** Gives an attribute of a resource that the stack itself does not state: an ARN, a URL. */
export type ComputeAttribute = (
  resource: Resource,
  attribute: string,
  resolved: (name: string) => unknown,
) => unknown;

/**
 * Resolves `${type.name.attribute}` in a stack's values, as a whole text or inside of one.
 * Anything else between the braces (functions, variables, data sources) is refused by name.
 */
export class References {
  readonly #byAddress: ReadonlyMap<string, Resource>;
  readonly #compute: ComputeAttribute;
  /** What is being resolved now, to notice a circle. */
  readonly #open: string[] = [];

  constructor(stack: StackFile, compute: ComputeAttribute) {
    this.#byAddress = new Map(stack.resources.map((resource) => [resource.address, resource]));
    this.#compute = compute;
  }

  /** A resource's settings with every reference in them resolved. @throws StackError. */
  resolve(resource: Resource, settings: JsonObject = resource.settings): JsonObject {
    return this.#resolveValue(settings, resource.address) as JsonObject;
  }

  /** Any value of the stack, such as an output's. @throws StackError. */
  resolveAt(where: string, value: unknown): unknown {
    return this.#resolveValue(value, where);
  }

  #resolveValue(value: unknown, where: string): unknown {
    if (typeof value === 'string') return this.#resolveText(value, where);
    if (Array.isArray(value)) {
      return value.map((entry, index) => this.#resolveValue(entry, `${where}[${index}]`));
    }
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, entry]) => [
        name,
        name === '//' ? entry : this.#resolveValue(entry, `${where}.${name}`),
      ]),
    );
  }

  #resolveText(text: string, where: string): unknown {
    const whole = /^\$\{([^{}]*)\}$/.exec(text);
    if (whole?.[1] !== undefined) return this.#lookUp(whole[1], where);
    // `$${` is Terraform's way to write `${` itself.
    return text.replace(/\$\$\{|\$\{([^{}]*)\}?/g, (match, expression: string | undefined) => {
      if (match === '$${') return '${';
      if (expression === undefined || !match.endsWith('}')) throw unresolved(where, match);
      return String(this.#lookUp(expression, where));
    });
  }

  #lookUp(expression: string, where: string): unknown {
    const parts = /^\s*([a-z][a-z0-9_]*\.[\w-]+)\.(\w+)\s*$/.exec(expression);
    const resource = this.#byAddress.get(parts?.[1] ?? '');
    const attribute = parts?.[2];
    if (resource === undefined || attribute === undefined) throw unresolved(where, expression);
    const reference = `${resource.address}.${attribute}`;
    if (this.#open.includes(reference)) {
      throw unresolved(where, expression, `it refers to itself by way of ${this.#open.join(', ')}`);
    }
    this.#open.push(reference);
    try {
      const value = this.#attribute(resource, attribute);
      if (value === undefined) {
        throw unresolved(where, expression, `${resource.address} has no such attribute here`);
      }
      return value;
    } finally {
      this.#open.pop();
    }
  }

  #attribute(resource: Resource, attribute: string): unknown {
    const stated = (name: string): unknown =>
      resource.settings[name] === undefined
        ? undefined
        : this.#resolveValue(resource.settings[name], `${resource.address}.${name}`);
    return this.#compute(resource, attribute, stated) ?? stated(attribute);
  }
}

function unresolved(where: string, expression: string, why?: string): StackError {
  return new StackError(
    'STACK_UNRESOLVED_REFERENCE',
    `${where}: the reference '${expression}' cannot be resolved on a laptop${why === undefined ? '' : `: ${why}`}. Refer to a resource of this stack as \${type.name.attribute}, or write the value itself.`,
  );
}
