import type { DeployJournal } from './journal';

type Members = Readonly<Record<string, unknown>>;

/** Reads a journal. @returns `newer`: another version wrote it; `damaged`: it is none */
export function journalOf(text: string): DeployJournal | 'damaged' | 'newer' {
  const value = jsonOf(text);
  if (!isMembers(value)) return 'damaged';
  const { formatVersion: version, targets } = value;
  if (typeof version === 'number' && version > 1) return 'newer';
  return version === 1 && isMapOf(targets, isTarget) ? (value as unknown as DeployJournal) : 'damaged';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isTarget(value: unknown): boolean {
  if (!isMembers(value)) return false;
  const { functions, run } = value;
  return isMapOf(functions, isFunction) && (run === undefined || isRun(run));
}

function isFunction(value: unknown): boolean {
  if (!isMembers(value) || typeof value['key'] !== 'string') return false;
  return ['modTime', 'codeSha256', 'contentHash'].every((name) => isTextOrNone(value[name]));
}

const outcomes: readonly unknown[] = ['running', 'done', 'failed', 'interrupted'];
const states: readonly unknown[] = ['open', 'started', 'done', 'failed'];

function isRun(value: unknown): boolean {
  if (!isMembers(value)) return false;
  const { fingerprint, startedAt, endedAt, outcome, steps } = value;
  if (typeof fingerprint !== 'string' || typeof startedAt !== 'string' || !isTextOrNone(endedAt)) return false;
  return outcomes.includes(outcome) && isMapOf(steps, isStep);
}

function isStep(value: unknown): boolean {
  return isMembers(value) && states.includes(value['state']) && isTextOrNone(value['made']) && isTextOrNone(value['code']);
}

function isTextOrNone(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function isMapOf(value: unknown, is: (item: unknown) => boolean): boolean {
  return isMembers(value) && Object.values(value).every(is);
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
