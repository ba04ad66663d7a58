import { basename, dirname, resolve } from 'node:path';
import { checkService, type Diagnostic, type Located } from '../config';
import { describe, say, type Lang } from '../messages';
import type { HandlerFunction } from '../runtime';
import type { RegionPlan } from '../scf';
import { HarnessError } from './error';
import { assertFunctions } from './given';
import type { FunctionOptions, RegionOptions } from './options';
import { readService } from './serviceFile';

/** What a region is to be, and the handlers that were given as functions. */
export interface Planned {
  readonly plan: RegionPlan;
  readonly handlers: ReadonlyMap<string, () => HandlerFunction>;
  /** The first moment, ms since the Unix epoch. */
  readonly startMs: number;
}

type Plain = Readonly<Record<string, unknown>>;

/** Stands in the configuration where a test gives a function. */
const inTest = 'index.main_handler';

const startDefault = '2024-01-01T00:00:00Z';

/**
 * The plan of a region: the configuration file, if there is one, and what the test lays over it, checked by the same rules as a deployment.
 * @throws HarnessError `CONFIG` with every fault in it
 */
export async function planOf(options: RegionOptions, lang: Lang): Promise<Planned> {
  assertFunctions(options.functions ?? {}, lang);
  const path = resolve(options.dir ?? '.', options.config ?? '');
  const dir = options.config === undefined ? path : dirname(path);
  const loaded =
    options.config === undefined ? undefined : await readService({ dir, config: basename(path), env: options.env ?? {}, ...placeOf(options) });
  if (loaded && !loaded.service)
    throw faulty(
      loaded.located.map(({ diagnostic }) => diagnostic),
      loaded.located,
      lang,
    );
  const service = overlaid(loaded?.service ?? {}, options);
  const startMs = new Date(options.startAt ?? startDefault).getTime();
  if (Number.isNaN(startMs)) throw new HarnessError('CONFIG', say(lang, 'harness.startAt', { given: String(options.startAt) }));
  const { plan, diagnostics } = checkService(service, { ...placeOf(options), codeDir: dir, unresolved: loaded?.unresolved ?? [] });
  if (!plan) throw faulty(diagnostics, loaded?.located ?? [], lang);
  const { models = {} } = options;
  // Those of a configuration may be for another stage; what the test itself models it means to play.
  const unplayed = diagnostics.filter(({ code, path }) => code === 'SCF112' && Object.hasOwn(models, String(path.at(-1))));
  if (unplayed.length > 0) throw refused(unplayed, lang);
  return { plan, handlers: handlersOf(options.functions ?? {}), startMs };
}

function placeOf({ stage, region, params }: RegionOptions): Pick<RegionOptions, 'stage' | 'region' | 'params'> {
  return { ...(stage !== undefined && { stage }), ...(region !== undefined && { region }), ...(params && { params }) };
}

function overlaid(service: Plain, { functions = {}, profile, account, engine, models = {} }: RegionOptions): Plain {
  const custom = plainOf(service['custom']);
  const scf = plainOf(custom['scf']);
  const given = Object.entries(functions);
  const allModels = { ...plainOf(scf['models']), ...models };
  const ownModels = given.flatMap(([key, { model }]) => (model ? [[key, model] as const] : []));
  return {
    service: 'test',
    ...service,
    provider: { name: 'tencent', runtime: 'Nodejs18.15', ...plainOf(service['provider']) },
    functions: {
      ...plainOf(service['functions']),
      ...Object.fromEntries(given.map(([key, options]) => [key, writtenOf(service, key, allModels, options)])),
    },
    custom: {
      ...custom,
      scf: {
        ...scf,
        ...(profile !== undefined && { profile }),
        ...(account && { account: { ...plainOf(scf['account']), ...account } }),
        ...(engine && { engine: { ...plainOf(scf['engine']), ...engine } }),
        models: { ...allModels, ...Object.fromEntries(ownModels) },
      },
    },
  };
}

/** A function's options as a configuration would have them. */
function writtenOf(service: Plain, key: string, models: Plain, { handler, create, model, ...options }: FunctionOptions): Plain {
  const written = plainOf(plainOf(service['functions'])[key]);
  // A key that is misspelt leads to no handler at all, and the configuration's check says so.
  const played = typeof handler === 'function' || create !== undefined || model !== undefined || Object.hasOwn(models, key);
  return { ...(played && { handler: inTest }), ...written, ...options, ...(typeof handler === 'string' && { handler }) };
}

function handlersOf(functions: Readonly<Record<string, FunctionOptions>>): Map<string, () => HandlerFunction> {
  return new Map(
    Object.entries(functions).flatMap(([key, { handler, create }]) => {
      if (create) return [[key, create] as const];
      return typeof handler === 'function' ? [[key, () => handler] as const] : [];
    }),
  );
}

function plainOf(value: unknown): Plain {
  return typeof value === 'object' && value !== null ? (value as Plain) : {};
}

function faulty(diagnostics: readonly Diagnostic[], located: readonly Located[], lang: Lang): HarnessError {
  const all = [...located.map(({ diagnostic }) => diagnostic), ...diagnostics].filter(
    // A variable without a value leaves no plan, even where it is only a warning.
    ({ severity, code }) => severity === 'error' || code === 'SCF111',
  );
  return refused(all, lang);
}

function refused(faults: readonly Diagnostic[], lang: Lang): HarnessError {
  const lines = [...new Set(faults.map((diagnostic) => `${diagnostic.code} ${diagnostic.path.join('.')}: ${sentence(diagnostic, lang)}`))];
  return new HarnessError('CONFIG', [say(lang, 'harness.config', { count: lines.length }), ...lines].join('\n'));
}

function sentence(diagnostic: Diagnostic, lang: Lang): string {
  const { message, fix } = describe(diagnostic.code, diagnostic.params, lang);
  return fix === '' ? message : `${message} (${fix})`;
}
