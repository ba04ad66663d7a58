import type { DiagnosticCode } from '../messages';

/** `error` stops a deploy and a local run, `warning` and `info` do not. */
export type Severity = 'error' | 'warning' | 'info';

interface Rule {
  readonly severity: Severity;
  /** The rule it enforces; a fault in an option's shape names the option's own rule instead, where the schema gives one. */
  readonly rule: RuleNumber;
}

export type RuleNumber = keyof typeof sources;

/** Every check, by its stable code; its words are in `messages`. */
export const rules = {
  SCF101: { severity: 'error', rule: 'S226' },
  SCF102: { severity: 'error', rule: 'S150' },
  SCF103: { severity: 'error', rule: 'S226' },
  SCF104: { severity: 'error', rule: 'S226' },
  SCF105: { severity: 'error', rule: 'S226' },
  SCF106: { severity: 'error', rule: 'S151' },
  SCF107: { severity: 'error', rule: 'S152' },
  SCF108: { severity: 'error', rule: 'S152' },
  SCF109: { severity: 'error', rule: 'S226' },
  SCF110: { severity: 'error', rule: 'F62' },
  SCF111: { severity: 'error', rule: 'F55' },
  SCF112: { severity: 'warning', rule: 'S124' },
  SCF113: { severity: 'error', rule: 'S123' },
  SCF114: { severity: 'error', rule: 'S123' },
  SCF115: { severity: 'error', rule: 'S151' },
  SCF116: { severity: 'warning', rule: 'S150' },
  SCF117: { severity: 'error', rule: 'S220' },
  SCF118: { severity: 'error', rule: 'S226' },
  SCF201: { severity: 'error', rule: 'S150' },
  SCF202: { severity: 'error', rule: 'S25' },
  SCF203: { severity: 'error', rule: 'S16' },
  SCF204: { severity: 'error', rule: 'S18' },
  SCF205: { severity: 'warning', rule: 'S18' },
  SCF206: { severity: 'error', rule: 'S22' },
  SCF207: { severity: 'error', rule: 'S17' },
  SCF208: { severity: 'error', rule: 'S21' },
  SCF209: { severity: 'error', rule: 'S25' },
  SCF210: { severity: 'error', rule: 'S135' },
  SCF211: { severity: 'warning', rule: 'S135' },
  SCF212: { severity: 'warning', rule: 'S135' },
  SCF213: { severity: 'warning', rule: 'S135' },
  SCF214: { severity: 'warning', rule: 'S137' },
  SCF215: { severity: 'error', rule: 'S24' },
  SCF216: { severity: 'warning', rule: 'S220' },
  SCF217: { severity: 'error', rule: 'S220' },
  SCF218: { severity: 'warning', rule: 'S5' },
  SCF219: { severity: 'warning', rule: 'S10' },
  SCF301: { severity: 'error', rule: 'S72' },
  SCF302: { severity: 'error', rule: 'S72' },
  SCF303: { severity: 'error', rule: 'S81' },
  SCF304: { severity: 'warning', rule: 'S73' },
  SCF305: { severity: 'warning', rule: 'S88' },
  SCF306: { severity: 'warning', rule: 'S77' },
  SCF307: { severity: 'warning', rule: 'S80' },
  SCF308: { severity: 'warning', rule: 'S92' },
  SCF401: { severity: 'error', rule: 'S76' },
  SCF501: { severity: 'info', rule: 'S105' },
  SCF502: { severity: 'info', rule: 'S100' },
  SCF503: { severity: 'info', rule: 'S226' },
  SCF504: { severity: 'info', rule: 'S24' },
  SCF505: { severity: 'warning', rule: 'L1' },
  SCF506: { severity: 'error', rule: 'L1' },
  SCF507: { severity: 'info', rule: 'L2' },
} as const satisfies Record<DiagnosticCode, Rule>;

/** Where each rule is written: a page of Tencent's documents, by title and number, or the framework's. */
const sources = {
  S5: 'Concurrency Overview 583/45757',
  S10: 'Quota Limits 583/11637',
  S13: 'Concurrency Management 583/49313',
  S14: 'Concurrency Management 583/49313',
  S16: 'Concurrency Management 583/49313',
  S17: 'Concurrency Management 583/49313',
  S18: 'Function Concurrency 583/37040',
  S20: 'Status Codes 583/42611',
  S21: 'Provisioned Concurrency 583/46743',
  S22: 'Provisioned Concurrency 583/46743',
  S24: 'Concurrency Management 583/49313',
  S25: 'Provisioned Concurrency 583/46743',
  S30: 'API 2018-04-16',
  S31: 'undocumented; this engine',
  S43: 'undocumented; this engine',
  S47: 'API Invoke, 2018-04-16',
  S51: 'Function Concurrency 583/37040',
  S54: 'Retry Policies 583/41138',
  S56: 'Retry Policies 583/41138',
  S58: 'Retry Policies 583/41138',
  S59: 'undocumented; this engine',
  S61: 'Dead-letter Queue 583/51666',
  S64: 'Status Codes 583/42611',
  S66: 'Dead-letter Queue 583/51666',
  S70: 'Asynchronous Execution 583/51519',
  S72: 'Asynchronous Execution 583/51519',
  S73: 'Asynchronous Execution 583/51519',
  S76: 'Asynchronous Execution 583/51519',
  S77: 'Asynchronous Execution 583/51519',
  S79: 'Asynchronous Execution 583/51519',
  S80: 'Asynchronous Execution 583/51519',
  S81: 'Status Tracking 583/63967',
  S82: 'Asynchronous Execution events 583/63969',
  S84: 'Asynchronous Execution events 583/63969',
  S86: 'API GetAsyncEventStatus, 2018-04-16',
  S87: 'API ListAsyncEvents, 2018-04-16',
  S88: 'Web Functions, overview',
  S92: 'Web Functions, request concurrency',
  S100: 'Concurrency Overview 583/45757',
  S103: 'undocumented; this engine',
  S105: 'Provisioned Concurrency 583/46743',
  S111: 'Instance life, 69578',
  S113: 'undocumented; this engine',
  S121: 'API CreateFunction, 2018-04-16',
  S123: 'Status Codes 583/42611',
  S124: 'undocumented; this engine',
  S135: 'Scheduled provisioned concurrency',
  S136: 'Provisioned concurrency by target tracking',
  S137: 'undocumented; this engine',
  S150: 'Quota Limits 583/11637',
  S151: 'API CreateFunction, 2018-04-16',
  S152: 'Environment Variables; Quota Limits 583/11637',
  S154: 'Status Codes 583/42611',
  S190: 'API CreateFunction, 2018-04-16',
  S196: 'undocumented; this engine',
  S205: 'Image functions',
  S206: 'Web Functions, overview',
  S220: 'Timer trigger, 583/9708',
  S221: 'Trigger event messages',
  S222: 'Trigger event messages',
  S223: 'Trigger event messages',
  S224: 'Trigger event messages',
  S225: 'Trigger event messages',
  S226: 'API CreateFunction, 2018-04-16',
  F55: 'Serverless Framework, variables',
  F62: 'Serverless Framework, configuration file',
  L1: 'serverless-scf, suppression in place',
  L2: 'serverless-scf, baseline',
} as const;

/** The document in which a rule is written. */
export function sourceOf(rule: RuleNumber): string {
  return sources[rule];
}

/** Whether a schema's `x-rule` is one that has a source. */
export function isRule(rule: string): rule is RuleNumber {
  return Object.hasOwn(sources, rule);
}
