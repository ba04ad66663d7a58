import type { CloudAccess } from '../remote/access';
import type { Program } from './service';

/** What the framework takes where nobody says anything. @source F15 */
const stageDefault = 'dev';

/** A command line that means the same service as this one, for advice: with the stage and the endpoint that this one was given. */
export function commandLine(
  command: string,
  { program, stage }: { readonly program: Program; readonly stage: string },
  { endpoint }: Pick<CloudAccess, 'endpoint'>,
  options: Readonly<Record<string, string | undefined>> = {},
): string {
  const all = { stage: stage === stageDefault ? undefined : stage, endpoint, ...options };
  const words = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${quoted(value)}`]));
  return [program, command, ...words].join(' ');
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w./:@=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
