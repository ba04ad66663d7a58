import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import isEmpty from 'lodash/isEmpty';
import omit from 'lodash/omit';
import { hostSchema } from '../config/hostSchema';
import type { KnownService, ServiceOptions } from '../commands/serviceCheck';
import type { Host, HostOptions, SchemaProperties } from './host';

/**
 * The service as the framework has read it, with the file in which its user edits it.
 * @param dir  its folder as its user knows it; bundlers may have moved `serviceDir` to one without that file (F34)
 * @source F14, F29: nothing of the framework's own parse survives
 */
export function serviceOf(host: Host, options: HostOptions, dir: string): KnownService {
  const { configurationInput: written, service, configurationFilename: file } = host;
  const { provider, functions } = host.configSchemaHandler.schema?.properties ?? {};
  const [ofFunctions] = Object.values(functions?.patternProperties ?? {});
  const foreign = foreignNames(ofFunctions?.properties, hostSchema.function.properties);
  // Without any there is an empty map of them: it would hide that they stand under a name that is misspelt.
  const given = written['functions'] === undefined && isEmpty(service.functions) ? undefined : service.functions;
  const stage = textOf(options['stage']) ?? textOf(service.provider['stage']) ?? 'dev';
  return {
    service: {
      ...written,
      // A bare `provider: tencent` is an object by now, and a list of `functions` one map.
      service: service.service,
      provider: omit(service.provider, foreignNames(provider?.properties, hostSchema.provider.properties)),
      functions: mapValues(given, (fn, key) => withoutHosts(fn, `${service.service}-${stage}-${key}`, foreign)),
    },
    dir,
    stage: textOf(options['stage']),
    region: textOf(options['region']),
    ...(file !== undefined && { file, text: textIn(join(dir, file)) }),
  };
}

/** What it takes to read the service ourselves, for what the framework reads only once. */
export function readingOf(host: Host, options: HostOptions, dir: string, env: NodeJS.ProcessEnv): ServiceOptions {
  const param = Array.isArray(options['param']) ? options['param'].map(String) : undefined;
  return { dir, env, stage: textOf(options['stage']), region: textOf(options['region']), param, config: host.configurationFilename };
}

/** Options that other plugins have defined: theirs to judge, not ours to call unknown. @source F24 */
function foreignNames(defined: SchemaProperties | undefined, ours: SchemaProperties): string[] {
  return Object.keys(defined ?? {}).filter((name) => !(name in ours) && !ownOfHost.has(name));
}

/** Defined by the framework itself, and judged by us all the same. @source F24 */
const ownOfHost = new Set(['name', 'events']);

/**
 * A function as its user writes it. The framework names those that have no name, which is the name they get in the cloud anyway: what is wrong
 * with it is not to be told of a `name` that nobody wrote.
 */
function withoutHosts(fn: unknown, name: string, foreign: readonly string[]): unknown {
  if (typeof fn !== 'object' || fn === null) return fn;
  return omit(fn, 'name' in fn && fn.name === name ? [...foreign, 'name'] : foreign);
}

function mapValues(value: unknown, map: (value: unknown, key: string) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, map(each, key)]));
}

function textOf(option: unknown): string | undefined {
  return typeof option === 'string' ? option : undefined;
}

/** Only the forms that have positions are read; a program is not. */
function textIn(path: string): string {
  return /\.(ya?ml|json)$/.test(path) ? readFileSync(path, 'utf8') : '';
}
