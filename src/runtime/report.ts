import { dirname, relative, sep } from 'node:path';
import { say, type Lang } from '../messages';
import { limits } from '../scf';
import type { ErrorDetail, RunFailure } from './runtime';

/** What an instance's process reports; `bootstrap.cjs` is the other side of it. */
export type Report =
  | { readonly kind: 'booted'; readonly residentBytes: number }
  | { readonly kind: 'ready' }
  | { readonly kind: 'initFailed'; readonly why: 'threw' | 'noHandler' | 'unsettled'; readonly fault: Fault; readonly names: readonly string[] }
  | { readonly kind: 'answered' }
  | { readonly kind: 'done'; readonly outcome: Outcome; readonly durationMs: number; readonly peakBytes: number; readonly empty: boolean };

/** How a run came out; the result of a good one is the body of the report, or of the answer before it. */
type Outcome =
  | { readonly kind: 'json' }
  | { readonly kind: 'threw'; readonly fault: Fault }
  | { readonly kind: 'notJson'; readonly fault: Fault }
  | { readonly kind: 'tooLarge'; readonly bytes: number };

/** Something that was thrown. `thrown` is its type when it is no Error. */
export interface Fault {
  readonly message: string;
  readonly stack?: string;
  readonly thrown?: string;
}

/** The status and error of a failure, without what it cost. */
export type Failed = Pick<RunFailure, 'status' | 'error'>;

/**
 * Reads a report. User code can reach the channel and write to it whatever it likes, so nothing is taken for granted.
 * @returns undefined when it is none
 */
export function reportOf(header: unknown): Report | undefined {
  if (typeof header === 'string') return goodOf(header);
  if (!isRecord(header)) return undefined;
  switch (header['kind']) {
    case 'booted':
      return isFigure(header['residentBytes']) ? { kind: 'booted', residentBytes: header['residentBytes'] } : undefined;
    case 'ready':
    case 'answered':
      return { kind: header['kind'] };
    case 'initFailed':
      return initFailedOf(header);
    case 'done':
      return doneOf(header);
    default:
      return undefined;
  }
}

const goodRun = /^([01]) (\d[\d.e-]*) (\d{1,15})$/;

/** The end of a good run: `<its loop is empty: 1 or 0> <duration, ms> <largest memory, bytes>`. */
function goodOf(header: string): Report | undefined {
  const [, empty, duration, peak] = goodRun.exec(header) ?? [];
  const [durationMs, peakBytes] = [Number(duration), Number(peak)];
  // Without a match there are no numbers either.
  return Number.isFinite(durationMs) ? { kind: 'done', outcome: { kind: 'json' }, durationMs, peakBytes, empty: empty === '1' } : undefined;
}

function initFailedOf({ why, fault, names }: Record<string, unknown>): Report | undefined {
  if (why !== 'threw' && why !== 'noHandler' && why !== 'unsettled') return undefined;
  if (!isFault(fault) || !Array.isArray(names) || !names.every((name) => typeof name === 'string')) return undefined;
  return { kind: 'initFailed', why, fault, names };
}

function doneOf({ outcome, durationMs, peakBytes, empty }: Record<string, unknown>): Report | undefined {
  if (!isOutcome(outcome) || !isFigure(durationMs) || !isFigure(peakBytes) || typeof empty !== 'boolean') return undefined;
  return { kind: 'done', outcome, durationMs, peakBytes, empty };
}

function isOutcome(value: unknown): value is Outcome {
  if (!isRecord(value)) return false;
  const { kind } = value;
  return (
    kind === 'json' || (kind === 'tooLarge' && isFigure(value['bytes'])) || ((kind === 'threw' || kind === 'notJson') && isFault(value['fault']))
  );
}

function isFault(value: unknown): value is Fault {
  return isRecord(value) && typeof value['message'] === 'string' && isTextIfAny(value['stack']) && isTextIfAny(value['thrown']);
}

function isTextIfAny(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

/** JSON has numbers that are too large for one: 1e999 is read as infinite. */
function isFigure(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** What a run that came out badly is to its caller. @source S155, S194, S195 */
export function failedRun(outcome: Exclude<Outcome, { kind: 'json' }>, lang: Lang): Failed {
  switch (outcome.kind) {
    case 'threw':
      return { status: 430, error: errorOf(1, outcome.fault, lang) };
    case 'notJson':
      return {
        status: 430,
        error: { errorCode: 1, errorMessage: say(lang, 'runtime.notJson', { detail: outcome.fault.message }), ...stackOf(outcome.fault) },
      };
    case 'tooLarge': {
      const { bytes } = outcome;
      return platformFailed(407, say(lang, 'runtime.responseTooLarge', { bytes, maxBytes: limits.syncResponse.value }));
    }
  }
}

/** What was to be loaded, and the folder of the service, where it matters. */
interface Place {
  readonly file: string;
  readonly method: string;
  readonly codeDir?: string;
}

/** What an initialisation that user code spoilt is to its caller. @source S123 */
export function failedLoad(report: Extract<Report, { kind: 'initFailed' }>, where: Place, lang: Lang): Failed {
  switch (report.why) {
    case 'threw':
      return { status: 443, error: errorOf(-1, withAdvice(report.fault, where, lang), lang) };
    case 'noHandler':
      return platformFailed(437, say(lang, 'runtime.handlerExport', { ...where, names: report.names.join(', ') }));
    case 'unsettled':
      return platformFailed(443, say(lang, 'runtime.loadUnsettled', where));
  }
}

/**
 * The platform gives a handler's module no package, whatever folder it lies in: `imp.load_module` with its name alone, by the tracebacks that
 * its users have published.
 * @source S200
 */
function withAdvice(fault: Fault, { file, codeDir = '' }: Place, lang: Lang): Fault {
  if (!fault.message.startsWith('attempted relative import with no known parent package')) return fault;
  const names = relative(codeDir, dirname(file)).split(sep).filter(Boolean);
  // What is no name in Python cannot be imported by its path either.
  const example = names.every((name) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) ? exampleOf(names.join('.')) : undefined;
  return { ...fault, message: `${fault.message} ${say(lang, 'runtime.noPackage', { example })}` };
}

function exampleOf(folder: string): string {
  return folder === '' ? 'import name' : `from ${folder} import name`;
}

/** A failure that is not user code's own word. @source S155: error code -1 */
export function platformFailed(status: Failed['status'], errorMessage: string): Failed {
  return { status, error: { errorCode: -1, errorMessage } };
}

function errorOf(errorCode: ErrorDetail['errorCode'], fault: Fault, lang: Lang): ErrorDetail {
  const note = fault.thrown === undefined ? '' : ` ${say(lang, 'runtime.notAnError', { thrown: fault.thrown })}`;
  return { errorCode, errorMessage: fault.message + note, ...stackOf(fault) };
}

function stackOf({ stack }: Fault): Pick<ErrorDetail, 'stackTrace'> {
  return stack === undefined ? {} : { stackTrace: stack };
}
