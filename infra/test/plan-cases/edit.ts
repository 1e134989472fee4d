import type { StackFile } from '../synthesized.js';

type Editable = {
  [section: string]: Record<string, Record<string, Record<string, unknown>>>;
};

/** A change of what stands in `cdk.tf.json`. */
export type Edit = (stack: Editable) => void;

/** The stack after an edit, as Terraform reads it. What is `undefined` does not survive JSON. */
export function edited(stack: StackFile, edit: Edit): string {
  const copy = structuredClone(stack) as unknown as Editable;
  edit(copy);
  return JSON.stringify(copy);
}

/** Writes attributes of a resource; `undefined` takes one out. */
export const set =
  (address: string, attributes: Readonly<Record<string, unknown>>): Edit =>
  ({ resource }) => {
    const [type = '', name = ''] = address.split('.');
    const resources = resource?.[type];
    if (resources?.[name] === undefined) throw new Error(`the stack has no ${address}`);
    Object.assign(resources[name], attributes);
  };

/** Adds a resource. */
export const add =
  (address: string, attributes: Readonly<Record<string, unknown>>): Edit =>
  (stack) => {
    const [type = '', name = ''] = address.split('.');
    stack['resource'] = {
      ...stack['resource'],
      [type]: { ...stack['resource']?.[type], [name]: { ...attributes } },
    };
  };

/** Takes resources out. */
export const drop =
  (...addresses: readonly string[]): Edit =>
  ({ resource }) => {
    for (const address of addresses) {
      const [type = '', name = ''] = address.split('.');
      if (resource?.[type]?.[name] === undefined) throw new Error(`the stack has no ${address}`);
      delete resource[type][name];
      if (Object.keys(resource[type]).length === 0) delete resource[type];
    }
  };

/** Several edits in turn; none of them is no edit. */
export const all =
  (...edits: readonly Edit[]): Edit =>
  (stack) => {
    for (const edit of edits) edit(stack);
  };

/** Rewrites a part of a text attribute, such as a policy. */
export const replaceText =
  (address: string, attribute: string, before: string, after: string): Edit =>
  (stack) => {
    const [type = '', name = ''] = address.split('.');
    const text = String(stack['resource']?.[type]?.[name]?.[attribute]);
    if (!text.includes(before)) throw new Error(`${address}.${attribute} has no ${before}`);
    set(address, { [attribute]: text.replaceAll(before, after) })(stack);
  };
