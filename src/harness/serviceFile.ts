import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadService, type LoadedService, type LoadOptions } from '../config';

/** What was read, by all that it depends on: nothing in it changes, and no region can tell whether it was read anew. */
const known = new Map<string, Promise<LoadedService>>();
const knownMax = 8;

/**
 * Reads a service's configuration, or takes what the same text came to before: tests make many regions of one file, and to parse it takes longer
 * than all the rest.
 */
export function readService(options: LoadOptions & { readonly config: string }): Promise<LoadedService> {
  const key = keyOf(options);
  if (key === undefined) return loadService(options);
  const reading = known.get(key) ?? loadService(options);
  known.delete(key);
  known.set(key, reading);
  const [oldest] = known.keys();
  if (known.size > knownMax && oldest !== undefined) known.delete(oldest);
  return reading;
}

/** Undefined when other files have a say, or there is none to read. */
function keyOf(options: LoadOptions & { readonly config: string }): string | undefined {
  const text = textOf(join(options.dir, options.config));
  return text === undefined || /\bfile\s*\(|useDotenv/.test(text) ? undefined : JSON.stringify([options, text]);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
