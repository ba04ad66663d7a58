import type { WrittenFunction } from '../../config';
import { limits } from '../../scf';
import type { Configuration, Json } from '../state';

/** Options of a function as `serverless.yml` has them. Whether they are right is for the check to say. */
export type Options = { readonly [K in keyof WrittenFunction]?: Json };

type Values = Readonly<Record<string, Json>>;

/** How each member of a configuration is written; undefined: it is as it would be without being written. */
const written: Readonly<Record<string, (value: Json, all: Configuration) => Values | undefined>> = {
  Handler: (value, { Runtime }) => unless('handler', value, Runtime === 'CustomRuntime' ? startFile : ''),
  Description: (value) => unless('description', value, ''),
  // Of an image it is written too: the provider may have another one for all others.
  Runtime: (value) => unless('runtime', value, ''),
  Type: (value) => unless('type', value, 'event'),
  MemorySize: (value) => unless('memorySize', value, limits.memoryDefault.value),
  Timeout: (value) => unless('timeout', value, limits.timeoutDefault.value),
  // What an image's default is, who reads the file need not know. @source S121
  InitTimeout: (value, { ImageConfig }) => unless('initTimeout', value, ImageConfig === undefined ? limits.initTimeoutDefault.value : undefined),
  AsyncRunEnable: (value) => unless('asyncRunEnable', value, false),
  TraceEnable: (value) => unless('traceEnable', value, false),
  Environment: (value) => ifAny('environment', value),
  Role: (value) => unless('role', value, ''),
  VpcConfig: (value) => unless('vpc', value, null),
  Layers: (value) => (Array.isArray(value) && value.length > 0 ? { layers: value } : undefined),
  // The two are one option.
  ClsLogsetId: (logsetId, { ClsTopicId: topicId }) => (topicId === undefined ? undefined : { cls: { logsetId, topicId } }),
  ClsTopicId: () => undefined,
  DeadLetterConfig: (value) => unless('deadLetter', withoutEmpty(value), null),
  PublicNetConfig: (value) => {
    const { publicAccess = true, eip = false } = valuesIn(value);
    return { ...unless('publicAccess', publicAccess, true), ...unless('eip', eip, false) };
  },
  IntranetConfig: (value) => unless('intranetIpFixed', value, false),
  CfsConfig: (value) => {
    const mounts = Object.entries(valuesIn(value)).map(([localMountDir, mount]) => ({ ...valuesIn(mount), localMountDir }));
    return mounts.length === 0 ? undefined : { cfs: mounts };
  },
  DnsCache: (value) => unless('dnsCache', value, false),
  InstallDependency: (value) => unless('installDependency', value, false),
  InstanceConcurrencyConfig: (value) => unless('instanceConcurrency', value, null),
  ProtocolType: (value) => unless('protocolType', value, null),
  ProtocolParams: (value) => ({ protocolParams: value }),
  Tags: (value) => ifAny('tags', value),
  ImageConfig: (value) => ({ image: withoutEmpty(value) }),
};

/** What functions of the runtime `CustomRuntime` begin with, whatever is written. @source S206 */
const startFile = 'scf_bootstrap';

/** Members that can be written. */
export const writtenMembers: readonly string[] = Object.keys(written);

/**
 * How `serverless.yml` says a function's configuration: what deploy would make the same configuration of. What needs not be said is left out.
 * @param configuration  in normal form
 */
export function optionsFrom(configuration: Configuration): Options {
  const options = Object.entries(configuration).map(([member, value]) => written[member]?.(value, configuration));
  return Object.assign({}, ...options) as Options;
}

function unless(option: keyof WrittenFunction, value: Json, standard: Json | undefined): Values | undefined {
  return value === standard ? undefined : { [option]: value };
}

function ifAny(option: keyof WrittenFunction, value: Json): Values | undefined {
  return Object.keys(valuesIn(value)).length === 0 ? undefined : { [option]: value };
}

function valuesIn(value: Json): Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : {};
}

/** Without members that say nothing; `false` says nothing where it is the default. */
function withoutEmpty(value: Json): Json {
  if (value === null) return null;
  return Object.fromEntries(Object.entries(valuesIn(value)).filter(([, inner]) => inner !== '' && inner !== false));
}
