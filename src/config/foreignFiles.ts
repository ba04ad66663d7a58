import type { Path } from './diagnostic';
import { foreignParts, writtenParts } from './foreignParts';
import { isPlain, type Plain } from './plain';

/** A whole file of another tool. */
export interface ForeignFile {
  /**
   * `component`: Serverless Components, one function or framework; `multi-scf`: the same with several functions;
   * `components`: those of 2019, each under a name of its own; `tcsam`: a template of the older SCF command line.
   */
  readonly kind: 'component' | 'multi-scf' | 'components' | 'tcsam';
  /** The key that shows it. */
  readonly path: Path;
  /** What that key says: the component, or the type. */
  readonly name: string;
  /** The beginning of the file here, with the user's values, on one line; undefined where no function is in it. */
  readonly write: string | undefined;
}

/** Parts of a service that hold what plugins want, and so may hold anything. */
const ours = ['custom', 'params', 'resources', 'outputs', 'package', 'stages', 'provider', 'layers'];

const tcsamType = 'TencentCloud::Serverless::';

/**
 * Whether a file is one of another tool, which has no `provider`: then nothing else in it means what it means here.
 * @source S226, F62
 */
export function foreignFile(service: Plain): ForeignFile | undefined {
  const { provider, functions, component } = service;
  if (provider !== undefined || (functions !== undefined && !isBlock(functions))) return undefined;
  if (typeof component === 'string') {
    const kind = /(?:^|-)multi-scf$/.test(component) ? 'multi-scf' : 'component';
    return { kind, path: ['component'], name: component, write: writtenParts(foreignParts(service)) };
  }
  return oldComponents(service) ?? tcsam(service);
}

function isBlock(value: unknown): value is Plain & { readonly component: string } {
  return isPlain(value) && typeof value['component'] === 'string';
}

/** The first component that is one with a function, else the first. */
function oldComponents(service: Plain): ForeignFile | undefined {
  const blocks = Object.entries(service).flatMap(([key, block]) => (ours.includes(key) || !isBlock(block) ? [] : [{ key, block }]));
  const first = blocks.find(({ block }) => foreignParts(block).functions.length > 0) ?? blocks[0];
  if (first === undefined) return undefined;
  const all = blocks.map(({ key, block }) => foreignParts({ name: key, app: service['name'], ...block }));
  const functions = all.flatMap((parts) => parts.functions);
  const provider = Object.assign({}, ...all.map((parts) => parts.provider).reverse()) as Plain;
  const name = typeof service['name'] === 'string' ? service['name'] : first.key;
  const write = writtenParts({ service: name, provider, functions });
  return { kind: 'components', path: [first.key, 'component'], name: first.block.component, write };
}

/** `Resources` whose types are of SCF, in a namespace or not; or `Globals` alone. */
function tcsam({ Resources: resources, Globals: globals }: Plain): ForeignFile | undefined {
  const typed = (isPlain(resources) ? Object.entries(resources) : []).flatMap(([key, resource]) => typesIn(key, resource));
  const type = typed.find(({ name }) => name === `${tcsamType}Function`) ?? typed[0];
  if (type === undefined && !(isPlain(globals) && isPlain(globals['Function']))) return undefined;
  const functions = typed.filter(({ name }) => name === `${tcsamType}Function`);
  const defaults = lowered(isPlain(globals) ? globals['Function'] : undefined);
  const all = functions.map(({ key, resource }) =>
    foreignParts({ component: 'scf', name: key, inputs: { ...defaults, ...lowered(resource['Properties']) } }),
  );
  const provider = Object.assign({}, ...all.map((parts) => parts.provider).reverse()) as Plain;
  const write = writtenParts({ service: undefined, provider, functions: all.flatMap((parts) => parts.functions) });
  return { kind: 'tcsam', path: [type === undefined ? 'Globals' : 'Resources'], name: type?.name ?? 'Globals', write };
}

interface Typed {
  readonly key: string;
  readonly name: string;
  readonly resource: Plain;
}

/** A resource, and those that are written inside of it when it is a namespace. */
function typesIn(key: string, resource: unknown): Typed[] {
  if (!isPlain(resource)) return [];
  const { Type: name } = resource;
  if (typeof name !== 'string' || !name.startsWith(tcsamType)) return [];
  const inside = name === `${tcsamType}Namespace` ? Object.entries(resource).flatMap(([inner, part]) => typesIn(inner, part)) : [];
  return [{ key, name, resource }, ...inside];
}

/** Options by their names here: the template has those of the API. */
function lowered(properties: unknown): Plain {
  if (!isPlain(properties)) return {};
  const options = Object.fromEntries(Object.entries(properties).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]));
  const { type, ...others } = options;
  return type === 'HTTP' ? { ...others, type: 'web' } : others;
}
