import type { Severity } from '../config';
import type { DiagnosticCode, Lang } from '../messages';

/** What the formats of a report need to know besides the report. */
export interface FormatContext {
  readonly lang: Lang;
  /** Whether colours are welcome. */
  readonly colour: boolean;
  /** Columns of the terminal that it goes to, where there is one. */
  readonly columns?: number | undefined;
  /** Version of this package. */
  readonly version: string;
  /** Folder where the command runs, relative to the root of the repository, with `/`; '' for the root itself. Tools of a CI read paths from there. */
  readonly base: string;
  /** The least severity that makes the command fail. */
  readonly failOn: Severity;
  /** Address of the page about a check, for tools that link to it; without it they show the page's words alone. */
  readonly pageOf?: ((code: DiagnosticCode) => string) | undefined;
}
