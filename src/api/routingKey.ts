/** The pairs of a routing key; undefined when it is no object, or has values that are no text. @source S142 */
export function pairsOf(value: unknown): Record<string, string> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  const pairs = entries.filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return pairs.length === entries.length ? Object.fromEntries(pairs) : undefined;
}
