/** A map as YAML and JSON have it. */
export type Plain = Readonly<Record<string, unknown>>;

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text with a variable in it: what it will be is not known. */
export function isVariable(value: unknown): boolean {
  return typeof value === 'string' && value.includes('${');
}
