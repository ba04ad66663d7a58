import type { Alias } from '../../engine';
import { said } from '../../messages/api';
import { DEFAULT_ALIAS } from '../../scf';
import { ApiError } from '../error';
import type { Action } from '../action';
import type { Params } from '../params';
import type { Control } from './control';
import { touch } from './deploy';
import { descriptionOf, newAliasName, printable } from './names';
import { functionIn, paged } from './reading';
import type { AliasRecord, FunctionRecord, Routing } from './record';
import { timeText } from './time';

/** @source scf-api.md §5.3; S141, S142 */
export function aliasActions(control: Control): Readonly<Record<string, Action>> {
  return {
    CreateAlias: (params) => createAlias(control, params),
    UpdateAlias: (params) => updateAlias(control, params),
    GetAlias: (params) => {
      const { name, alias } = aliasIn(control, params);
      return aliasView(name, alias);
    },
    ListAliases: (params) => listAliases(control, params),
    DeleteAlias: (params) => deleteAlias(control, params),
  };
}

function createAlias(control: Control, params: Params): object {
  const record = functionIn(control, params);
  const name = newAliasName(params);
  const version = params.requiredText('FunctionVersion');
  const routing = routingOf(params);
  const description = descriptionOf(params) ?? '';
  if (record.aliases.has(name)) throw new ApiError('ResourceInUse.Alias', said('aliases.exists', { fn: record.name, name }));
  const { aliases: max } = control.limits;
  const { size: count } = record.aliases;
  if (count >= max) throw new ApiError('LimitExceeded.Alias', said('aliases.max', { fn: record.name, count, max }));
  const nowMs = control.nowMs();
  point(control, record, name, { version, routing, description, addMs: nowMs, modMs: nowMs });
  return {};
}

function updateAlias(control: Control, params: Params): object {
  const { record, name, alias } = aliasIn(control, params);
  const version = params.requiredText('FunctionVersion');
  const routing = routingOf(params);
  const description = descriptionOf(params) ?? alias.description;
  point(control, record, name, { version, routing, description, addMs: alias.addMs, modMs: control.nowMs() });
  return {};
}

function point(control: Control, record: FunctionRecord, name: string, alias: AliasRecord): void {
  control.change({ kind: 'alias', function: record.key, name, alias: routeOf(alias) });
  record.aliases.set(name, alias);
  touch(control, record);
}

/** An alias as the engine routes by it. @throws ApiError `InvalidParameterValue.RoutingConfig` */
export function routeOf({ version, routing }: Pick<AliasRecord, 'version' | 'routing'>): Alias {
  if (!routing) return { version };
  const additional = { version: routing.version };
  if (routing.by === 'weight') return { version, additional: { ...additional, weight: routing.weight } };
  const key = routing.key.replace(/^invoke\.headers\./i, '');
  if (routing.method === 'exact') return { version, additional: { ...additional, key, exact: routing.expression } };
  return { version, additional: { ...additional, key, ...boundsOf(routing.expression) } };
}

/** @source S142: `(a,b)` or `[a,b]`, integers */
function boundsOf(expression: string): { readonly from: number; readonly to: number; readonly closed: boolean } {
  const [, open, from, to, close] = /^([([])\s*(-?\d+)\s*,\s*(-?\d+)\s*([)\]])$/.exec(expression) ?? [];
  if (open !== undefined && (open === '(') === (close === ')')) return { from: Number(from), to: Number(to), closed: open === '[' };
  throw new ApiError('InvalidParameterValue.RoutingConfig', said('aliases.range', { expression: printable(expression) }));
}

/** A range that no number is in would send nothing to the additional version, and nobody would see why. */
function assertSome(expression: string): void {
  const { from, to, closed } = boundsOf(expression);
  if (closed ? from <= to : from < to) return;
  throw new ApiError('InvalidParameterValue.RoutingConfig', said('aliases.emptyRange', { expression: printable(expression) }));
}

/** @throws ApiError */
function routingOf(params: Params): Routing | undefined {
  const code = 'InvalidParameterValue.RoutingConfig';
  const config = params.object('RoutingConfig', code);
  const weights = config?.objects('AdditionalVersionWeights', 'InvalidParameterValue.AdditionalVersionWeights') ?? [];
  const matches = config?.objects('AddtionVersionMatchs', code) ?? [];
  if (weights.length > 0 && matches.length > 0) throw new ApiError(code, said('aliases.oneRouting'));
  if (weights.length > 1)
    throw new ApiError('InvalidParameterValue.AdditionalVersionWeights', said('aliases.oneAdditional', { count: weights.length }));
  if (matches.length > 1) throw new ApiError(code, said('aliases.oneAdditional', { count: matches.length }));
  const [weight] = weights;
  const [match] = matches;
  if (weight) return weightOf(weight);
  return match && matchOf(match);
}

function weightOf(weight: Params): Routing {
  const code = 'InvalidParameterValue.AdditionalVersionWeights';
  const share = weight.float('Weight', code);
  if (share === undefined || share < 0 || share > 1) throw new ApiError(code, said('aliases.weight', { weight: share }));
  return { by: 'weight', version: weight.requiredText('Version', code), weight: share };
}

function matchOf(match: Params): Routing {
  const code = 'InvalidParameterValue.RoutingConfig';
  const version = match.requiredText('Version', code);
  const key = match.requiredText('Key', code);
  const method = match.choice('Method', ['exact', 'range'], code);
  const expression = match.requiredText('Expression', code);
  if (!/^invoke\.headers\.\S+$/i.test(key)) throw new ApiError(code, said('aliases.key', { key: printable(key) }));
  if (method === undefined) throw new ApiError(code, said('aliases.method'));
  if (method === 'range') assertSome(expression);
  return { by: 'match', version, key, method, expression };
}

function listAliases(control: Control, params: Params): object {
  const record = functionIn(control, params);
  const version = params.text('FunctionVersion') || undefined;
  const page = { offset: countOf(params, 'Offset', 0), limit: countOf(params, 'Limit', 20) };
  const all = [...record.aliases].filter(([, alias]) => version === undefined || alias.version === version || alias.routing?.version === version);
  return { Aliases: paged(all, page).map(([name, alias]) => aliasView(name, alias)), TotalCount: all.length };
}

/** Of this action they are texts; a number is understood as well. */
function countOf(params: Params, name: string, fallback: number): number {
  const value = params.raw(name) ?? String(fallback);
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && /^\d{1,15}$/.test(text)) return Number(text);
  throw new ApiError('InvalidParameterValue', said('params.countText', { name, example: fallback }));
}

function deleteAlias(control: Control, params: Params): object {
  const { record, name } = aliasIn(control, params);
  control.change({ kind: 'alias', function: record.key, name, alias: undefined });
  record.aliases.delete(name);
  touch(control, record);
  return {};
}

function aliasIn(control: Control, params: Params): { readonly record: FunctionRecord; readonly name: string; readonly alias: AliasRecord } {
  const record = functionIn(control, params);
  const name = params.requiredText('Name', 'InvalidParameterValue.Name');
  const alias = record.aliases.get(name);
  if (alias) return { record, name, alias };
  if (name !== DEFAULT_ALIAS) newAliasName(params);
  const known = [...record.aliases.keys()].slice(0, 20);
  throw new ApiError('ResourceNotFound.Alias', said('aliases.none', { fn: record.name, name: printable(name), known }));
}

function aliasView(name: string, { version, routing, description, addMs, modMs }: AliasRecord) {
  const matches =
    routing?.by === 'match' ? [{ Version: routing.version, Key: routing.key, Method: routing.method, Expression: routing.expression }] : [];
  const weights = routing?.by === 'weight' ? [{ Version: routing.version, Weight: routing.weight }] : [];
  return {
    FunctionVersion: version,
    Name: name,
    RoutingConfig: { AdditionalVersionWeights: weights, AddtionVersionMatchs: matches },
    Description: description,
    AddTime: timeText(addMs),
    ModTime: timeText(modMs),
  };
}
