import { type ResourceChange, record, type Values } from './plan-file.js';

/** The first block of a name, where Terraform writes blocks as lists of at most one. */
export function block(values: Values, name: string): Values | undefined {
  const content = values[name];
  return record(Array.isArray(content) ? content[0] : content);
}

/** A number, or the value that AWS takes when the attribute is left out. */
export function numberOr(values: Values, name: string, otherwise: number): number {
  const value = values[name];
  return typeof value === 'number' ? value : otherwise;
}

export function text(values: Values, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}

export function isOn(values: Values | undefined, name: string): boolean {
  return values?.[name] === true;
}

export function list(values: Values, name: string): readonly unknown[] {
  const value = values[name];
  return Array.isArray(value) ? value : [];
}

/** Whether the attribute, or anything in it, is known only after apply. */
export function isUnknown(change: ResourceChange, name: string): boolean {
  return hasTrue(change.unknown[name]);
}

function hasTrue(value: unknown): boolean {
  if (value === true) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasTrue);
}

/** The resource stays and is changed in place. */
export function isUpdate(change: ResourceChange): boolean {
  return change.kind === 'update';
}

/** The resource as it is goes away, with or without one that takes its place. */
export function isGone({ kind }: ResourceChange): boolean {
  return kind === 'delete' || kind === 'replace';
}

/** The resource is changed, in place or by one that takes its place. */
export function isChanged({ kind }: ResourceChange): boolean {
  return kind === 'update' || kind === 'replace';
}
