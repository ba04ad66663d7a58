import { shown, type Path } from './diagnostic';
import { isPlain } from './plain';

/** Parts of a value that are shown; more say nothing more in a message. */
const partsMax = 20;

/** Whether a path leads to the environment of the provider or a function, or into it: what stands there may be secret. */
export function isEnvironment([room, ...inside]: Path): boolean {
  if (room === 'provider') return inside[0] === 'environment';
  // Functions may be in a list of maps.
  return room === 'functions' && inside[typeof inside[0] === 'number' ? 2 : 1] === 'environment';
}

/** A value in a message, or only its form where it may be secret: `{"TOKEN":"…"}`. Reports go into logs that many read. */
export function shownAt(path: Path, value: unknown): string {
  return shown(isEnvironment(path) ? formOf(value, 0) : value);
}

/** A value without its texts and numbers, the names kept. */
function formOf(value: unknown, depth: number): unknown {
  if (value === undefined || value === null || value === '' || typeof value === 'boolean') return value;
  if (depth > 1) return '…';
  if (Array.isArray(value)) return value.slice(0, partsMax).map((part) => formOf(part, depth + 1));
  if (!isPlain(value)) return '…';
  const parts = Object.entries(value).slice(0, partsMax);
  return Object.fromEntries(parts.map(([name, part]) => [name, formOf(part, depth + 1)]));
}
