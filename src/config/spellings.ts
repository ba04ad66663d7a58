import type { Spelling } from '../messages';
import { functionNames, providerNames } from './generated/names';
import { isPlain, type Plain } from './plain';
import { foreignOption } from './foreignOptions';

/** How another tool writes an option, and what to write here. */
export interface OtherSpelling {
  readonly why: Spelling;
  readonly write: string | undefined;
  /** The key to write, where nothing else has to change. */
  readonly rename: string | undefined;
}

interface Translation {
  readonly why: Spelling;
  /** What to write here, given the value in the user's file as text. */
  readonly here: (value: string) => string | undefined;
  /** The same option by its name here, for values that mean the same here. */
  readonly same?: { readonly name: string; readonly fits: (value: unknown) => boolean };
}

const says = (why: Spelling, here: (value: string) => string | undefined): Translation => ({ why, here });
const unused = says('unused', () => undefined);

/** @param type  of values that mean the same here */
function renamed(why: Spelling, name: string, type: 'number' | 'boolean' | 'string'): Translation {
  const here = (value: string): string => (value === '' ? name : `${name}: ${value}`);
  return { why, here, same: { name, fits: (value) => typeof value === type } };
}

const instances = (why: Spelling, name: string): Translation => says(why, (value) => `${name}: { instances: ${value || 'n'} }`);

const vpc: Translation = {
  why: 'tencent',
  here: () => 'vpc: { vpcId, subnetId }',
  same: { name: 'vpc', fits: (value) => isPlain(value) && Object.keys(value).every((key) => key === 'vpcId' || key === 'subnetId') },
};

/** Options of a function or provider under the names that other tools and the API give them. @source S226 */
const translations: Readonly<Record<string, Translation>> = {
  reservedConcurrentExecutions: instances('aws', 'reservedConcurrency'),
  provisionedConcurrentExecutions: instances('aws', 'provisionedConcurrency'),
  maximumRetryAttempts: renamed('aws', 'retryNum', 'number'),
  maximumEventAge: renamed('aws', 'msgTTL', 'number'),
  onError: says('aws', () => 'deadLetter: { type, name }'),
  destinations: says('aws', () => 'deadLetter: { type, name }'),
  tracing: renamed('aws', 'traceEnable', 'boolean'),
  fileSystemConfig: says('aws', () => 'cfs: […]'),
  iam: says('aws', () => 'role: <name of a role>'),
  iamRoleStatements: says('aws', () => 'role: <name of a role>'),
  provisionedNum: instances('tencent', 'provisionedConcurrency'),
  reservedMem: renamed('tencent', 'reservedConcurrency', 'number'),
  instanceConcurrencyConfig: says('tencent', () => 'instanceConcurrency: { maxConcurrency }'),
  vpcConfig: vpc,
  publicNetConfig: says('tencent', () => 'publicAccess: true'),
  eipConfig: says('tencent', () => 'eip: true'),
  intranetConfig: says('tencent', () => 'intranetIpFixed: true'),
  triggers: says('tencent', () => 'events: […]'),
  functionName: renamed('api', 'name', 'string'),
  versionProvisionedConcurrencyNum: instances('api', 'provisionedConcurrency'),
  reservedConcurrencyMem: renamed('api', 'reservedConcurrency', 'number'),
  asyncTriggerConfig: says('api', () => 'retryNum, msgTTL'),
  clsLogsetId: says('api', () => 'cls: { logsetId, topicId }'),
  clsTopicId: says('api', () => 'cls: { logsetId, topicId }'),
  deadLetterConfig: says('api', () => 'deadLetter: { type, name }'),
  cfsConfig: says('api', () => 'cfs: […]'),
  imageConfig: says('api', () => 'image: { imageType, imageUri }'),
  memory: renamed('awsMemory', 'memorySize', 'number'),
  memoryMB: renamed('awsMemory', 'memorySize', 'number'),
  memSize: renamed('awsMemory', 'memorySize', 'number'),
  env: says('awsMemory', () => 'environment: { KEY: value }'),
  environmentVariables: says('awsMemory', () => 'environment: { KEY: value }'),
  timeoutSec: renamed('awsMemory', 'timeout', 'number'),
  retries: renamed('awsMemory', 'retryNum', 'number'),
  asyncRun: renamed('awsMemory', 'asyncRunEnable', 'boolean'),
  // What the framework offers on AWS alone.
  ...Object.fromEntries(
    ['deploymentBucket', 'logRetentionInDays', 'versionFunctions', 'lambdaHashingVersion', 'endpointType', 'apiName', 'httpApi', 'logs', 'ecr']
      .concat(['kmsKeyArn', 'awsKmsKeyArn', 'architecture', 'ephemeralStorageSize', 'snapStart', 'stackTags', 'profile'])
      .map((name) => [name, unused]),
  ),
};

const isProviders = (name: string): boolean => providerNames.some((ours) => ours === name);
const isFunctions = (name: string): boolean => functionNames.some((ours) => ours === name);

/**
 * What an unknown option of a function or provider means, when another tool writes it so.
 * @param value   its value
 * @param beside  the options around it
 */
export function otherName(name: string, value: unknown, room: 'provider' | 'function', beside: Plain = {}): OtherSpelling | undefined {
  const foreign = foreignOption(name, value, room, beside);
  if (foreign !== undefined) return foreign;
  const text = isScalar(value) ? String(value) : '';
  const known = Object.hasOwn(translations, name) ? translations[name] : undefined;
  if (known !== undefined) {
    const rename = known.same?.fits(value) === true && isKnownIn(room, known.same.name) ? known.same.name : undefined;
    return { why: known.why, write: known.here(text), rename };
  }
  const misplaced = room === 'provider' ? isFunctions(name) && 'perFunction' : isProviders(name) && name !== 'name' && 'perProvider';
  if (misplaced) return { why: misplaced, write: text === '' ? name : `${name}: ${text}`, rename: undefined };
  const decapitalised = name.charAt(0).toLowerCase() + name.slice(1);
  if (decapitalised === name) return undefined;
  // What is inside of a map has the API's names too.
  if (isKnownIn(room, decapitalised)) return { why: 'api', write: decapitalised, rename: isScalar(value) ? decapitalised : undefined };
  const other = otherName(decapitalised, value, room);
  return other && { ...other, why: other.why === 'tencent' ? 'api' : other.why };
}

function isKnownIn(room: 'provider' | 'function', name: string): boolean {
  return room === 'provider' ? isProviders(name) : isFunctions(name);
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
}

/** An option of the provider at the top of a service: `region:`, as files of Serverless Components have it. @source F62 */
export function providerOption(name: string, value: unknown): OtherSpelling | undefined {
  if (!isProviders(name) || name === 'name' || name === 'layers') return undefined;
  return { why: 'perProvider', write: isScalar(value) ? `${name}: ${value}` : name, rename: undefined };
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
