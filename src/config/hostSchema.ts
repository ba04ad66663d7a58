import { eventNames, functionNames, providerNames } from './generated/names';

/** A schema that accepts anything: the host coerces whatever has a type, so it gets none (F27). */
type Anything = Readonly<Record<string, never>>;

/** What the host is told about our options: only that they exist. Values are judged by `checkService`. */
export interface HostSchema {
  readonly provider: { readonly type: 'object'; readonly properties: Readonly<Record<string, Anything>> };
  readonly function: { readonly type: 'object'; readonly properties: Readonly<Record<string, Anything>> };
  readonly functionEvents: Readonly<Record<string, Anything>>;
}

/** Names that the host defines itself, and refuses to hear twice. @source F24 */
const ownProvider = ['name'];
const ownFunction = ['name', 'events'];

/** For `configSchemaHandler.defineProvider('tencent', …)`. @source F24, F28 */
export const hostSchema: HostSchema = {
  provider: { type: 'object', properties: anything(providerNames, ownProvider) },
  function: { type: 'object', properties: anything(functionNames, ownFunction) },
  functionEvents: anything(eventNames, []),
};

function anything(names: readonly string[], except: readonly string[]): Record<string, Anything> {
  return Object.fromEntries(names.filter((name) => !except.includes(name)).map((name) => [name, {}]));
}
