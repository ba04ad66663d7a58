import { createClient, Credentials, type CloudClient } from '../../../src/cloud';
import type { ExitCode } from '../../../src/commands/output';
import type { Lang } from '../../../src/messages';
import { keys } from '../../cloud/home';
import { recorded } from '../output';
import type { CloudHome, Ran } from '../remote/cloudHome';

/** What a command finds of the process that it runs in. */
export interface Terminal {
  readonly ask: ((question: string, signal: AbortSignal) => Promise<boolean>) | undefined;
  readonly onInterrupt: (listener: () => void) => () => void;
  readonly endNow: () => void;
}

/** What a command said and asked, and what it ended with. */
export interface Talked extends Ran {
  readonly asked: readonly string[];
}

/** Who sits at the terminal. */
interface Person {
  /** To every question; undefined: there is nobody. */
  readonly answer?: boolean;
  readonly lang?: Lang;
  /** Is given Ctrl-C. */
  readonly began?: (press: () => void) => void;
  /** Sees each line of standard error. */
  readonly onLine?: () => void;
}

/** Runs a command to its end. */
export async function talking(
  command: (output: ReturnType<typeof recorded>, terminal: Terminal) => Promise<ExitCode>,
  { answer, lang = 'en', began, onLine }: Person = {},
): Promise<Talked> {
  const quiet = recorded(lang);
  const err = (text: string): void => {
    quiet.err(text);
    onLine?.();
  };
  const output = { ...quiet, err };
  const asked: string[] = [];
  const listeners = new Set<() => void>();
  const terminal: Terminal = {
    ask:
      answer === undefined
        ? undefined
        : (question) => {
            asked.push(question);
            return Promise.resolve(answer);
          },
    onInterrupt: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    endNow: () => undefined,
  };
  began?.(() => listeners.forEach((listener) => listener()));
  const code = await command(output, terminal);
  expect(listeners.size).toBe(0);
  return { code, out: output.outs.join('\n'), outs: output.outs, err: output.errs.join('\n'), asked };
}

/** Who asks a home besides the command. */
export function clientOf({ access }: CloudHome): CloudClient {
  const { endpoint, time } = access;
  return createClient({ credentials: new Credentials(keys, 'here'), region: 'ap-guangzhou', endpoint, env: {}, time });
}
