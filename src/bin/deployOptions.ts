import type { ParseArgsConfig } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Which service is meant, and where the API is. */
const cloudOptions = {
  stage: { type: 'string', short: 's' },
  region: { type: 'string', short: 'r' },
  param: { type: 'string', multiple: true },
  config: { type: 'string' },
  endpoint: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies Options;

const json = { type: 'boolean' } as const;
const yes = { type: 'boolean', short: 'y' } as const;
const dryRun = { type: 'boolean' } as const;
const oneFunction = { type: 'string', short: 'f' } as const;
const functions = { type: 'string', short: 'f', multiple: true } as const;

/** What decides how a plan is made, and where it goes. */
export const planOptions = {
  ...cloudOptions,
  function: oneFunction,
  package: { type: 'string', short: 'p' },
  out: { type: 'string', short: 'o' },
  replace: { type: 'string', multiple: true },
  prune: { type: 'boolean' },
  'allow-gap': { type: 'boolean' },
  force: { type: 'boolean' },
  json,
} as const satisfies Options;

export const deployOptions = {
  ...planOptions,
  'dry-run': dryRun,
  plan: { type: 'string' },
  'update-config': { type: 'boolean', short: 'u' },
  yes,
} as const satisfies Options;

export const infoOptions = { ...cloudOptions, function: functions, json } as const satisfies Options;

export const logsOptions = {
  ...cloudOptions,
  function: functions,
  tail: { type: 'boolean', short: 't' },
  // As the framework spells it.
  startTime: { type: 'string' },
  endTime: { type: 'string' },
  filter: { type: 'string' },
  interval: { type: 'string', short: 'i' },
  'request-id': { type: 'string' },
} as const satisfies Options;

export const metricsOptions = {
  ...cloudOptions,
  function: functions,
  startTime: { type: 'string' },
  endTime: { type: 'string' },
  json,
} as const satisfies Options;

export const rollbackOptions = {
  ...cloudOptions,
  function: oneFunction,
  'function-version': { type: 'string' },
  timestamp: { type: 'string', short: 't' },
  'allow-gap': { type: 'boolean' },
  'dry-run': dryRun,
  json,
  yes,
} as const satisfies Options;

export const removeOptions = { ...cloudOptions, 'dry-run': dryRun, json, yes } as const satisfies Options;

export const importOptions = {
  stage: cloudOptions.stage,
  region: cloudOptions.region,
  endpoint: cloudOptions.endpoint,
  help: cloudOptions.help,
  function: functions,
  namespace: { type: 'string' },
  service: { type: 'string' },
  output: { type: 'string', short: 'o' },
  force: { type: 'boolean' },
} as const satisfies Options;

export const remoteInvokeOptions = {
  ...cloudOptions,
  remote: { type: 'boolean' },
  function: oneFunction,
  data: { type: 'string', short: 'd' },
  path: { type: 'string', short: 'p' },
  raw: { type: 'boolean' },
  type: { type: 'string' },
  qualifier: { type: 'string', short: 'q' },
  log: { type: 'boolean', short: 'l' },
  context: { type: 'string' },
  'context-path': { type: 'string', short: 'x' },
  contextPath: { type: 'string' },
  detach: { type: 'boolean' },
  json,
} as const satisfies Options;
