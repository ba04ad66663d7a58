/** How deep a description may be nested before it is looked into no further. */
const depthMax = 8;

/**
 * The addresses that the description of a trigger tells, each once: those of function URLs, and of API gateways.
 *
 * @param desc  `TriggerDesc`, JSON text
 * @source scf-api.md ListTriggers: `NetConfig.ExtranetUrl`, `IntranetUrl` and their kin of triggers of type `http`
 * @assumes no document lists the members of all kinds: whatever is an address by its form is one; of an API gateway also its `subDomain`
 */
export function addressesIn(desc: string): string[] {
  let value: unknown;
  try {
    value = JSON.parse(desc);
  } catch {
    return [];
  }
  return [...new Set(found(value, 0))];
}

function found(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return /^(https?|wss?):\/\/[^\s/]/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null || depth > depthMax) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    name === 'subDomain' && typeof inner === 'string' && /^[\w-]+(\.[\w-]+)+$/.test(inner) ? [`https://${inner}`] : found(inner, depth + 1),
  );
}
