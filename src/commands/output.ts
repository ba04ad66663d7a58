import type { Lang } from '../messages';
import { printable } from '../report/printable';

/** Where a command speaks to; the plugin and the bin each give their own. */
export interface Output {
  /** The result of the command, with the line end added: standard output. */
  out(text: string): void;
  /** Everything else: standard error. */
  err(text: string): void;
  /** Whether colours are welcome. */
  readonly colour: boolean;
  /** Columns of the terminal that results go to; undefined where they go anywhere else. */
  readonly columns?: number | undefined;
  readonly lang: Lang;
}

/** What a command's process ends with: 0 fine, 1 the thing asked for failed, 2 it was asked wrongly. */
export type ExitCode = 0 | 1 | 2 | 130;

/** The command was asked wrongly; the message says how to ask, in the user's language. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  /** What it quotes of a file or a command line steers no terminal. */
  constructor(message: string, options?: ErrorOptions) {
    super(printable(message), options);
  }
}
