import type { Lang } from './text';

/** What a diagnostic's text is made of, by code. Amounts are MB and seconds, as users write them. */
export interface DiagnosticParams {
  SCF101: { option: string; value: string; expected: readonly string[]; write: string | undefined };
  SCF102: { option: string; value: string; bound: Bound; unit: string | undefined };
  /** `write`: an option and its value, which stand in the name together because no space parts them. */
  SCF103: { name: string; under: string; nearest: string | undefined; known: readonly string[]; write?: string };
  /** `under` is undefined for what every service has. */
  SCF104: { name: string; under: string | undefined };
  /** `newer`: it has the form of a value, and may be one that is not listed yet. `entry`: it is the name of an entry of the option. */
  SCF105: { option: string; value: string; values: readonly string[]; nearest: string | undefined; newer?: boolean; entry?: boolean };
  /** `write`: what to write in its place, where it is known. */
  SCF106: { option: string; value: string; form: Form; write?: string | undefined };
  SCF107: { function: string; bytes: number; limit: number; largest: string };
  SCF108: { key: string; prefix: string };
  /**
   * `rename`: the key to write, where nothing else has to change. `replace`: the YAML scalar to write in place of the value.
   * At most one of them is there; without them a person has to decide.
   */
  SCF109: {
    written: string;
    write: string | undefined;
    why: Spelling;
    rename: string | undefined;
    replace: string | undefined;
    /** Options that have no counterpart. */
    dropped?: readonly string[] | undefined;
    note?: TriggerNote | undefined;
  };
  SCF110: { file: string; reason: Unreadable };
  SCF111: { variable: string; reason: Unresolved };
  SCF112: { name: string; nearest: string | undefined; known: readonly string[] };
  /** `tried` are the files that would have been taken, relative to the service. `unbuilt`: a build seems to make them. */
  SCF113: { function: string; handler: string; tried: readonly string[]; unbuilt: boolean };
  SCF114: { function: string; file: string; name: string; exported: readonly string[]; nearest: string | undefined };
  /** `function` has the name that `other`, further up, has already. */
  SCF115: { name: string; function: string; other: string };
  /** `under` has `count` of something, of which the platform gives `limit` before one asks for more. */
  SCF116: { what: Counted; under: string; count: number; limit: number };
  SCF117: { option: string; bytes: number; limit: number };
  /** `write`: the parts of a service in its place. */
  SCF118: { component: string; kind: ForeignKind; write: string | undefined };
  /** Both functions would get the same events of the bucket. */
  SCF119: { function: string; other: string; bucket: string; event: string; otherEvent: string };
  SCF120: { function: string; file: string; why: StartFault };
  SCF121: { plugin: RivalPlugin };
  /** `file` has the syntax of ES modules, and nothing says that it is one. */
  SCF122: { function: string; file: string; runtime: string };
  SCF201: { value: number; lower: number | undefined; higher: number | undefined };
  SCF202: { value: number; memoryMB: number; instances: number; remainderMB: number };
  SCF203: {
    accountMB: number;
    floorMB: number;
    allocatedMB: number;
    overMB: number;
    shares: readonly { readonly name: string; readonly mb: number; readonly by: 'reserved' | 'provisioned' }[];
    /** `to` is an amount in the unit of the option. */
    lower: { readonly option: string; readonly function: string; readonly to: string } | undefined;
    /** Where the account quota is written. */
    quotaOption: string;
  };
  SCF204: { value: number; memoryMB: number; count: boolean };
  SCF205: { value: number; memoryMB: number; instances: number; remainderMB: number };
  SCF206: { reservedMB: number; provisionedMB: number; instances: number; memoryMB: number; fits: number; tracked: boolean; mayRaise: boolean };
  SCF207: { function: string; instances: number };
  SCF208: { qualifier: string };
  SCF209: { value: number; memoryMB: number; count: boolean };
  SCF210: { option: string; value: string; field: CronField; part: string };
  SCF211: { option: string; value: string };
  SCF212: { function: string; count: number; limit: number };
  SCF213: { first: string; second: string; atSec: number; gapSec: number; limit: number };
  SCF214: { function: string; instances: number; memoryMB: number; neededMB: number; freeMB: number; fits: number };
  SCF215: {
    accountMB: number;
    provisionedMB: number;
    overMB: number;
    shares: readonly { readonly name: string; readonly mb: number }[];
    quotaOption: string;
  };
  SCF216: { option: string; value: string; part: string; write: string };
  /** `step`: that of the first of five fields, minutes. */
  SCF217: { option: string; value: string; fields: number; write: string | undefined; step?: number | undefined };
  SCF218: { quotaOption: string; mb: number; other: string; otherMB: number };
  SCF219: { quotaOption: string; mb: number; liveMB: number; region: string };
  SCF301: { function: string; timeout: number; limit: number; asyncLimit: number };
  SCF302: { timeout: number; limit: number };
  SCF303: { function: string };
  SCF304: { function: string };
  SCF305: { function: string };
  SCF306: { function: string; retryNum: number };
  SCF307: { function: string; timeout: number; limit: number };
  SCF308: { function: string; requests: number };
  SCF401: { function: string; name: string; configured: boolean };
  SCF501: { instances: number; perMinute: number; minutes: number };
  SCF502: { reservedMB: number; memoryMB: number; instances: number; perMinute: number; minutes: number };
  SCF503: { option: string; functions: readonly string[] };
  SCF504: { function: string; reservedMB: number; provisionedMB: number; memoryMB: number; idle: number };
  /** A suppression that suppresses nothing. */
  /** `alone`: whether nothing that the comment names is of use. */
  SCF505: { code: string; alone: boolean };
  /** A suppression that cannot be one. */
  SCF506: { text: string; why: 'noReason' | 'noCode' | 'unknownCode' | 'notSuppressible'; nearest: string | undefined };
  /** Entries of a baseline that no longer occur. */
  SCF507: { file: string; count: number; codes: readonly string[] };
  /** Stages that have options of their own in it. */
  SCF508: { stages: readonly string[] };
}

export type DiagnosticCode = keyof DiagnosticParams;

/** What the platform gives only so many of. @source S150 */
export type Counted = 'functions' | 'triggers' | 'triggersOfType';

/** A limit that a value is beyond; `items` and `length` count, the others compare. */
export type Bound =
  | { readonly kind: 'min' | 'max' | 'above' | 'below'; readonly limit: number }
  | { readonly kind: 'items' | 'fewItems' | 'length'; readonly limit: number; readonly has: number };

/** What a text must look like. */
export type Form =
  | 'functionName'
  | 'longName'
  | 'namespace'
  | 'namespaceAndName'
  | 'service'
  | 'stage'
  | 'region'
  | 'handler'
  | 'javaHandler'
  | 'goHandler'
  | 'webHandler'
  | 'handlerEnding'
  | 'handlerOutside'
  | 'qualifier'
  | 'triggerName'
  | 'layerName'
  | 'suffix'
  | 'bucketRegion'
  | 'environmentKey'
  | 'emptyVariable'
  | 'zeroByte'
  | 'nonEmpty'
  | 'path'
  | 'oneAmount'
  | 'oneEvent'
  | 'oneDistribution'
  | 'percentiles'
  | 'shares'
  | 'checkOrder'
  | 'trackingAlone'
  | 'oneConcurrency'
  | 'duplicate'
  | 'noFigure'
  | 'fixedInterval'
  | 'duplicateTime'
  | 'bucket'
  | 'twiceAllocated'
  | 'order'
  | 'other';

/** Fields of a schedule, in order. @source S135, S220 */
export type CronField = 'second' | 'minute' | 'hour' | 'day' | 'month' | 'weekday' | 'year';

/** Why something is written differently here. */
export type Spelling =
  | 'aws'
  | 'tencent'
  | 'api'
  | 'unit'
  | 'awsMemory'
  | 'unused'
  | 'perFunction'
  | 'perProvider'
  | 'keys'
  | 'dropped'
  | 'inside'
  | 'bootstrap'
  | 'functionUrl'
  | 'noTrigger';

/** What there is to say about the translation of a trigger. */
export type TriggerNote = 'functionUrl' | 'noTrigger' | 'closed' | 'cors' | 'corsWeb';

/** Whose a file is. */
export type ForeignKind = 'component' | 'multi-scf' | 'components' | 'tcsam';

/** A plugin that has commands of this one. */
export type RivalPlugin = 'serverless-tencent-scf' | 'serverless-offline' | 'serverless-esbuild' | 'serverless-webpack' | 'serverless-plugin-warmup';

/** Why the platform cannot start a start file. @source S204, S206 */
export type StartFault = 'shebang' | 'lineEnds' | 'mode';

/** Why a service cannot be read. */
export type Unreadable =
  | { readonly kind: 'missing' | 'absent' | 'folder' | 'empty' | 'bytes' | 'notMap' | 'documents' | 'deep' | 'code' | 'elsewhere' }
  | { readonly kind: 'large'; readonly bytes: number; readonly limit: number }
  | { readonly kind: 'system'; readonly detail: string }
  | { readonly kind: 'syntax'; readonly detail: string; readonly fault: SyntaxFault | undefined };

/** What YAML cannot read, as far as it is a common mistake. */
export type SyntaxFault =
  | 'tab'
  | 'twice'
  | 'indent'
  | 'unclosed'
  | 'colons'
  | 'noColon'
  | 'variable'
  | 'alias'
  | 'merge'
  | 'conflict'
  | 'reserved'
  | 'escape'
  | 'trailing'
  | 'comma'
  /** Of a JSON file that is YAML only. */
  | 'json';

/** Why a variable has no value. */
export type Unresolved =
  | { readonly kind: 'source'; readonly source: string }
  | { readonly kind: 'missing' | 'cycle' | 'syntax' | 'outside' | 'script' | 'format' | 'notText' | 'deep' }
  | { readonly kind: 'noFile'; readonly name: string };

/** What is wrong, and the smallest change that puts it right. */
export interface Words {
  readonly message: string;
  readonly fix: string;
}

/** One text in both languages. */
type Said<P> = { readonly [L in Lang]: (params: P) => Words };

/** The texts of some codes. */
export type Texts<C extends DiagnosticCode> = { readonly [K in C]: Said<DiagnosticParams[K]> };
