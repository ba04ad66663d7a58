/** Deeper than any parameter of the API, and than anybody should be able to make us go. */
const depthMax = 8;

/** A value, or what is under it by name. */
type Branch = Map<string, Branch> | string;

/**
 * The parameters of a query or a form: dotted names become objects, and lists where all names are numbers. An empty value means absent.
 * @source scf-api.md §4, GET mode: `Filters.0.Name=…&Filters.0.Values.0=…`
 */
export function nested(flat: Iterable<readonly [string, string]>): Record<string, unknown> {
  const root = new Map<string, Branch>();
  for (const [path, value] of flat) {
    const names = path.split('.');
    if (value !== '' && names.length <= depthMax) put(root, names, value);
  }
  return objectOf(root);
}

function put(root: Map<string, Branch>, names: readonly string[], value: string): void {
  let at = root;
  for (const name of names.slice(0, -1)) {
    const below = at.get(name);
    if (below instanceof Map) {
      at = below;
      continue;
    }
    const made = new Map<string, Branch>();
    at.set(name, made);
    at = made;
  }
  at.set(names.at(-1) ?? '', value);
}

function valueOf(branch: Branch): unknown {
  if (typeof branch === 'string') return branch;
  const names = [...branch.keys()];
  if (!names.every((name) => /^\d{1,9}$/.test(name))) return objectOf(branch);
  // Whatever the numbers are, there is no more than was sent.
  return [...branch].sort(([a], [b]) => Number(a) - Number(b)).map(([, each]) => valueOf(each));
}

/** Without a prototype, a name such as `__proto__` is one like any other. */
function objectOf(branches: ReadonlyMap<string, Branch>): Record<string, unknown> {
  const object = Object.create(null) as Record<string, unknown>;
  for (const [name, branch] of branches) object[name] = valueOf(branch);
  return object;
}
