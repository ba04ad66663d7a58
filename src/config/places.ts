import type { Diagnostic } from './diagnostic';
import { locate, type Located } from './locate';

/** Where the values of a service are written: in its file, and in those that it includes. */
export interface Places {
  /** Texts of the files that findings point at, by their names relative to the service's folder, with `/`. */
  readonly texts: ReadonlyMap<string, string>;
  /** Where diagnostics stand. */
  locate(diagnostics: readonly Diagnostic[]): Promise<Located[]>;
}

/** The places of a service without included files. */
export function placesIn(file: string, text: string): Places {
  return { texts: new Map([[file, text]]), locate: (diagnostics) => locate(text, file, diagnostics) };
}
