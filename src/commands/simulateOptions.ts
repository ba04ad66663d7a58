import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { say, type Lang } from '../messages';
import type { InvocationType, ProfileName } from '../scf';
import { freeTiers, isDay, traceFormats, type TraceFormat, type TraceOptions } from '../trace';
import { durationMsOf } from './duration';
import { wholeNumber } from './invokeOptions';
import { UsageError } from './output';
import { nameOf } from './profile';

/** The options of a simulation as they stand on a command line: text, unchecked. */
export interface RawSimulateOptions {
  readonly trace?: string | undefined;
  readonly format?: string | undefined;
  /** `NAME=FUNCTION` each. */
  readonly map?: readonly string[] | undefined;
  readonly type?: string | undefined;
  readonly 'token-base-ms'?: string | undefined;
  readonly 'token-ms'?: string | undefined;
  readonly durations?: string | undefined;
  readonly memory?: string | undefined;
  readonly 'reorder-rows'?: string | undefined;
  readonly seed?: string | undefined;
  readonly records?: string | undefined;
  readonly until?: string | undefined;
  readonly 'free-tier'?: string | undefined;
  readonly start?: string | undefined;
  readonly profile?: string | undefined;
  /** `PATH=VALUE,VALUE…` each. */
  readonly vary?: readonly string[] | undefined;
  readonly json?: boolean | undefined;
}

/** What to simulate. */
export interface SimulateOptions {
  readonly trace: TraceChoice;
  readonly seed: number;
  /** File of records; absolute. */
  readonly recordsFile: string | undefined;
  /** When the run ends, ms since it began; undefined: when all has ended. */
  readonly untilMs: number | undefined;
  readonly freeTier: FreeTierName;
  /** When the run begins, ms since the Unix epoch; undefined: when the trace says. */
  readonly startMs: number | undefined;
  /** In place of the service's own. */
  readonly profile: ProfileName | undefined;
  readonly vary: readonly string[];
  readonly json: boolean;
}

/** A trace and how it is read, but for the functions that it is played on; plain data. */
export interface TraceChoice extends Pick<TraceOptions, 'format' | 'type' | 'tokens' | 'durationsFile' | 'memoryFile' | 'reorderRows'> {
  /** Absolute. */
  readonly file: string;
  /** As the user wrote it. */
  readonly name: string;
  readonly map: ReadonlyMap<string, string>;
  /** Which of the options that only some formats have were given. */
  readonly ofFormat: readonly FormatOption[];
}

/** What the account does not pay for. @source S173 */
export type FreeTierName = 'none' | keyof typeof freeTiers;

const freeTierNames = ['none', ...Object.keys(freeTiers)] as readonly FreeTierName[];

/** Options that have a meaning in some formats only. */
const formatsOf = {
  type: ['azure-functions-2021', 'azure-functions-2019', 'llm-inference'],
  'token-base-ms': ['llm-inference'],
  'token-ms': ['llm-inference'],
  durations: ['azure-functions-2019'],
  memory: ['azure-functions-2019'],
  'reorder-rows': ['azure-functions-2021'],
} as const satisfies Partial<Record<keyof RawSimulateOptions, readonly TraceFormat[]>>;

type FormatOption = keyof typeof formatsOf;

/**
 * What a command line asks for, checked.
 * @param dir  folder that files are relative to
 * @throws UsageError on the first option that is wrong
 */
export function readSimulateOptions(raw: RawSimulateOptions, dir: string, lang: Lang): SimulateOptions {
  if (raw.records !== undefined && raw.vary !== undefined && raw.vary.length > 0) throw new UsageError(say(lang, 'simulate.recordsOfVariants'));
  return {
    trace: traceOf(raw, dir, lang),
    seed: wholeNumber('seed', raw.seed, { min: 0, otherwise: 1 }, lang),
    recordsFile: raw.records === undefined ? undefined : resolve(dir, raw.records),
    untilMs: untilOf(raw.until, lang),
    freeTier: freeTierOf(raw['free-tier'] ?? 'none', lang),
    startMs: startOf(raw.start, lang),
    profile: raw.profile === undefined ? undefined : nameOf(raw.profile, lang),
    vary: raw.vary ?? [],
    json: raw.json ?? false,
  };
}

/**
 * Options that a trace's format gives no meaning are refused: they would be left out in silence.
 * @throws UsageError
 */
export function refuseOptionsOfOthers(format: TraceFormat, given: readonly FormatOption[], lang: Lang): void {
  for (const option of given) {
    const formats: readonly TraceFormat[] = formatsOf[option];
    if (!formats.includes(format)) throw new UsageError(say(lang, 'simulate.notOfFormat', { option, formats, format }));
  }
}

function traceOf(raw: RawSimulateOptions, dir: string, lang: Lang): TraceChoice {
  const { trace: name } = raw;
  if (name === undefined || name === '') throw new UsageError(say(lang, 'simulate.noTrace'));
  const rows = raw['reorder-rows'];
  return {
    name,
    file: fileOf('trace', name, dir, lang),
    format: formatOf(raw.format, lang),
    map: mapOf(raw.map ?? [], lang),
    ofFormat: (Object.keys(formatsOf) as FormatOption[]).filter((option) => raw[option] !== undefined),
    ...(raw.type !== undefined && { type: typeOf(raw.type, lang) }),
    tokens: {
      ...(raw['token-base-ms'] !== undefined && { baseMs: amountOf('token-base-ms', raw['token-base-ms'], lang) }),
      ...(raw['token-ms'] !== undefined && { msPerToken: amountOf('token-ms', raw['token-ms'], lang) }),
    },
    ...(raw.durations !== undefined && { durationsFile: fileOf('durations', raw.durations, dir, lang) }),
    ...(raw.memory !== undefined && { memoryFile: fileOf('memory', raw.memory, dir, lang) }),
    ...(rows !== undefined && { reorderRows: wholeNumber('reorder-rows', rows, { min: 1, otherwise: 1 }, lang) }),
  };
}

function fileOf(option: string, name: string, dir: string, lang: Lang): string {
  const file = resolve(dir, name);
  const begin = readableBegin(file, { option, file: name }, lang);
  if (compressed.some((magic) => begin.startsWith(magic))) throw new UsageError(say(lang, 'simulate.compressed', { option, file: name }));
  if (utf16.some((mark) => begin.startsWith(mark))) throw new UsageError(say(lang, 'simulate.utf16', { option, file: name }));
  return file;
}

/** @throws UsageError where there is no file that can be read twice: the other end of a pipe would not come again */
function readableBegin(path: string, said: { readonly option: string; readonly file: string }, lang: Lang): string {
  try {
    const found = statSync(path);
    if (!found.isFile()) throw new UsageError(say(lang, 'simulate.notFile', { ...said, folder: found.isDirectory() }));
    return beginOf(path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code, message: why } = error as NodeJS.ErrnoException;
    // Elsewhere that is standard input.
    if (code === 'ENOENT' && said.file === '-') throw new UsageError(say(lang, 'simulate.notFile', { ...said, folder: false }), { cause: error });
    const text = code === 'ENOENT' ? say(lang, 'simulate.noFile', said) : say(lang, 'simulate.unreadable', { ...said, why });
    throw new UsageError(text, { cause: error });
  }
}

/** How gzip, zip, xz, zstd and 7z begin: read as text, the fault that they would give leads nowhere. */
const compressed = ['1f8b', '504b0304', 'fd377a58', '28b52ffd', '377abcaf'];

/** Marks of UTF-16, which spreadsheets and PowerShell write. */
const utf16 = ['fffe', 'feff'];

/** The first bytes of a file, in hexadecimal. */
function beginOf(file: string): string {
  const begin = Buffer.alloc(4);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, begin);
  } finally {
    closeSync(descriptor);
  }
  return begin.toString('hex');
}

function formatOf(given: string | undefined, lang: Lang): TraceFormat | undefined {
  const format = traceFormats.find((name) => name === given);
  if (given !== undefined && format === undefined) throw new UsageError(say(lang, 'simulate.format', { given, formats: traceFormats }));
  return format;
}

function mapOf(given: readonly string[], lang: Lang): ReadonlyMap<string, string> {
  const pairs = given.map((pair) => {
    // Names of a trace may hold the sign; functions cannot.
    const at = pair.lastIndexOf('=');
    if (at < 1 || at === pair.length - 1) throw new UsageError(say(lang, 'simulate.map', { given: pair }));
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  const map = new Map(pairs);
  const other = pairs.find(([name, target]) => map.get(name) !== target);
  if (other) throw new UsageError(say(lang, 'simulate.mapTwice', { name: other[0], targets: [other[1], map.get(other[0]) ?? ''] }));
  return map;
}

function typeOf(given: string, lang: Lang): InvocationType {
  if (given === 'sync' || given === 'async') return given;
  throw new UsageError(say(lang, 'simulate.type', { given }));
}

function amountOf(option: string, given: string, lang: Lang): number {
  if (/^\d+(\.\d+)?$/.test(given)) return Number(given);
  throw new UsageError(say(lang, 'simulate.number', { option, given }));
}

function untilOf(given: string | undefined, lang: Lang): number | undefined {
  if (given === undefined) return undefined;
  const untilMs = durationMsOf(given);
  if (untilMs === undefined || !(untilMs > 0) || untilMs > Number.MAX_SAFE_INTEGER) {
    throw new UsageError(say(lang, 'simulate.duration', { option: 'until', given }));
  }
  return untilMs;
}

function freeTierOf(given: string, lang: Lang): FreeTierName {
  const tier = freeTierNames.find((name) => name === given);
  if (tier === undefined) throw new UsageError(say(lang, 'simulate.freeTier', { given, tiers: freeTierNames }));
  return tier;
}

/** Without a zone it would be another moment on another machine. */
const moment = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

function startOf(given: string | undefined, lang: Lang): number | undefined {
  if (given === undefined) return undefined;
  const startMs = moment.test(given) && isDay(given.slice(0, 10)) ? Date.parse(given.replace(' ', 'T')) : NaN;
  if (Number.isNaN(startMs)) throw new UsageError(say(lang, 'simulate.start', { given }));
  return startMs;
}
