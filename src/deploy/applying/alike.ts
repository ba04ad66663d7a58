/**
 * Whether what the service tells holds what it was sent: members that it does not tell of are not compared, those that it adds
 * neither, and what is empty is as good as missing. Items of a list may come in another order.
 */
export function holds(told: unknown, sent: unknown): boolean {
  if (saysNothing(sent)) return true;
  if (isBlank(sent)) return isBlank(told);
  if (Array.isArray(sent)) return Array.isArray(told) && sameItems(told, sent);
  if (typeof sent !== 'object' || sent === null) return told === sent;
  if (typeof told !== 'object' || told === null) return false;
  const members = told as Readonly<Record<string, unknown>>;
  return Object.entries(sent).every(([name, value]) => !Object.hasOwn(members, name) || holds(members[name], value));
}

function sameItems(told: readonly unknown[], sent: readonly unknown[]): boolean {
  return told.length === sent.length && sent.every((item) => told.some((one) => holds(one, item)));
}

function saysNothing(sent: unknown): boolean {
  return typeof sent === 'object' && sent !== null && !Array.isArray(sent) && Object.keys(sent).length === 0;
}

/** Nothing in it. Environments and layers are cleared with an item of empty texts. @source scf-api.md UpdateFunctionConfiguration */
export function isBlank(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 0) return true;
  if (Array.isArray(value)) return value.every(isBlank);
  return typeof value === 'object' && Object.values(value).every(isBlank);
}

/** Those of the parameters with these names. */
export function only(params: Readonly<Record<string, unknown>>, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(params).filter(([name]) => names.includes(name)));
}
