import type { Spelling } from '../messages';
import { functionNames } from './generated/names';

/** How another tool writes an option, and what to write here. */
export interface OtherSpelling {
  readonly why: Spelling;
  readonly write: string | undefined;
}

interface Translation {
  readonly why: Spelling;
  /** What to write here, given the value in the user's file as text. */
  readonly here: (value: string) => string | undefined;
}

const says = (why: Spelling, here: (value: string) => string | undefined): Translation => ({ why, here });
const renamed = (why: Spelling, name: string): Translation => says(why, (value) => (value === '' ? name : `${name}: ${value}`));

/** Options of a function under the names that other tools and the API give them. @source S226 */
const translations: Readonly<Record<string, Translation>> = {
  reservedConcurrentExecutions: says('aws', (value) => `reservedConcurrency: { instances: ${value || 'n'} }`),
  provisionedConcurrentExecutions: says('aws', (value) => `provisionedConcurrency: { instances: ${value || 'n'} }`),
  maximumRetryAttempts: renamed('aws', 'retryNum'),
  maximumEventAge: renamed('aws', 'msgTTL'),
  onError: says('aws', () => 'deadLetter: { type, name }'),
  destinations: says('aws', () => 'deadLetter: { type, name }'),
  tracing: renamed('aws', 'traceEnable'),
  provisionedNum: says('tencent', (value) => `provisionedConcurrency: { instances: ${value || 'n'} }`),
  reservedMem: renamed('tencent', 'reservedConcurrency'),
  instanceConcurrencyConfig: says('tencent', () => 'instanceConcurrency: { maxConcurrency }'),
  vpcConfig: says('tencent', () => 'vpc: { vpcId, subnetId }'),
  publicNetConfig: says('tencent', () => 'publicAccess: true'),
  eipConfig: says('tencent', () => 'eip: true'),
  intranetConfig: says('tencent', () => 'intranetIpFixed: true'),
  triggers: says('tencent', () => 'events: […]'),
  src: says('tencent', () => 'package: { patterns } or package: { artifact }'),
  functionName: renamed('api', 'name'),
  clsLogsetId: says('api', () => 'cls: { logsetId, topicId }'),
  clsTopicId: says('api', () => 'cls: { logsetId, topicId }'),
  deadLetterConfig: says('api', () => 'deadLetter: { type, name }'),
  cfsConfig: says('api', () => 'cfs: […]'),
  imageConfig: says('api', () => 'image: { imageType, imageUri }'),
  memory: renamed('awsMemory', 'memorySize'),
  memoryMB: renamed('awsMemory', 'memorySize'),
  memSize: renamed('awsMemory', 'memorySize'),
  env: says('awsMemory', () => 'environment: { KEY: value }'),
  environments: says('awsMemory', () => 'environment: { KEY: value }'),
  timeoutSec: renamed('awsMemory', 'timeout'),
  retries: renamed('awsMemory', 'retryNum'),
};

/**
 * What an unknown option of a function or provider means, when another tool writes it so.
 * @param value  its value
 */
export function otherName(name: string, value: unknown): OtherSpelling | undefined {
  const text = typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? String(value) : '';
  const known = Object.hasOwn(translations, name) ? translations[name] : undefined;
  if (known !== undefined) return { why: known.why, write: known.here(text) };
  const decapitalised = name.charAt(0).toLowerCase() + name.slice(1);
  if (decapitalised === name) return undefined;
  if (functionNames.some((ours) => ours === decapitalised)) return { why: 'api', write: decapitalised };
  return otherName(decapitalised, value);
}

const unitsMB: Readonly<Record<string, number>> = { m: 1, mb: 1, mib: 1, g: 1024, gb: 1024, gib: 1024 };
const unitsSec: Readonly<Record<string, number>> = {
  s: 1,
  sec: 1,
  second: 1,
  seconds: 1,
  m: 60,
  min: 60,
  minute: 60,
  minutes: 60,
  h: 3600,
  hour: 3600,
  hours: 3600,
};

/**
 * What a text means where a number or boolean belongs: `1gb`, `15 min`, `TRUE`.
 *
 * @param types  what the option takes
 * @param unit   the option's unit
 * @returns the value to write, and whether another tool writes it so
 */
export function otherValue(
  value: unknown,
  types: readonly string[],
  unit: string | undefined,
): { readonly why?: Spelling; readonly write: string } | undefined {
  if (typeof value !== 'string') return undefined;
  if (types.includes('boolean')) return otherBoolean(value);
  if (!types.includes('integer') && !types.includes('number')) return undefined;
  const [, digits = '', suffix = ''] = /^\s*(\d{1,12}(?:\.\d{1,6})?)\s*([a-z]*)\s*$/i.exec(value) ?? [];
  if (digits === '') return undefined;
  if (suffix === '') return { write: String(Number(digits)) };
  const factor = (unit === 'MB' ? unitsMB : unit === 's' ? unitsSec : {})[suffix.toLowerCase()];
  return factor === undefined ? undefined : { why: 'unit', write: String(Math.ceil(Number(digits) * factor)) };
}

function otherBoolean(value: string): { readonly why?: Spelling; readonly write: string } | undefined {
  if (/^(TRUE|FALSE)$/.test(value)) return { why: 'api', write: value.toLowerCase() };
  if (/^(true|yes|on|enable|enabled|open)$/i.test(value)) return { write: 'true' };
  if (/^(false|no|off|disable|disabled|close)$/i.test(value)) return { write: 'false' };
  return undefined;
}
