import { access } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TraceFault } from './fault';

/** How the three files of Azure's trace of 2019 are called, here and in the published data set. */
const names = {
  durations: [
    [/invocations(?=[^/]*$)/, 'durations'],
    [/invocations_per_function_md/, 'function_durations_percentiles'],
  ],
  memory: [
    [/invocations(?=[^/]*$)/, 'memory'],
    [/invocations_per_function_md/, 'app_memory_percentiles'],
  ],
} as const;

/**
 * The file that belongs beside a file of invocations.
 *
 * @param given  its path, if the user says it; it must exist then
 * @returns its path; of memory, which no simulation needs, undefined when there is none
 * @throws TraceFault `companion`
 */
export async function companionOf(file: string, kind: 'durations', given?: string): Promise<string>;
export async function companionOf(file: string, kind: 'memory', given?: string): Promise<string | undefined>;
export async function companionOf(file: string, kind: 'durations' | 'memory', given?: string): Promise<string | undefined> {
  const looked = given === undefined ? beside(file, kind) : [given];
  for (const path of looked) {
    if (await exists(path)) return path;
  }
  if (kind === 'memory' && given === undefined) return undefined;
  throw new TraceFault('companion', { file }, { kind, looked: looked.join(', ') });
}

function beside(file: string, kind: 'durations' | 'memory'): string[] {
  const name = basename(file);
  const found = names[kind].map(([part, instead]) => name.replace(part, instead)).filter((other) => other !== name);
  return found.map((other) => join(dirname(file), other));
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
