import type { Diagnostic, Path } from './diagnostic';
import { locate, spotOf, topOf, withoutMark, type Located, type Spot, type Yaml } from './locate';
import { originOf, type Origin } from './origin';
import { variablesOf, type LoadOptions } from './resolver';
import { isPlain } from './settings';
import { Sources, type Broken, type Source } from './sources';
import type { Place, Variables } from './variables';

/** Where the values of a service are written: in its file, and in those that it includes. */
export interface Places {
  /** Texts of the files that findings point at, by their names relative to the service's folder, with `/`. */
  readonly texts: ReadonlyMap<string, string>;
  /** Where diagnostics stand. */
  locate(diagnostics: readonly Diagnostic[]): Promise<Located[]>;
}

/** The places of a service without included files. Without a file, or a text, there are none. */
export function placesIn(file: string | undefined, text: string): Places {
  const texts = new Map(file === undefined ? [] : [[file, withoutMark(text)]]);
  const unplaced = (diagnostic: Diagnostic): Located => ({ diagnostic, file, position: undefined, exact: false });
  return {
    texts,
    locate: (diagnostics) => (file === undefined || text === '' ? Promise.resolve(diagnostics.map(unplaced)) : locate(text, file, diagnostics)),
  };
}

/**
 * The places of a service whose values the framework has resolved: its file is read again, as it is written, once something is to be found.
 * @param options  `file` and `text` of the service's own file; a program has no places, and its text is empty
 */
export function placesOf({ file, text, ...options }: LoadOptions & { readonly file: string; readonly text: string }): Promise<Places> {
  const own = placesIn(file, text);
  let known: Places | undefined;
  return Promise.resolve({
    get texts() {
      return (known ?? own).texts;
    },
    locate: async (diagnostics: readonly Diagnostic[]) => {
      if (diagnostics.length === 0) return [];
      known ??= (text === '' ? undefined : followed(await import('yaml'), file, text, options)) ?? own;
      return known.locate(diagnostics);
    },
  });
}

/** Undefined when the file cannot be followed; its own text may still say where things are. */
function followed(yaml: Yaml, file: string, text: string, options: LoadOptions): Places | undefined {
  const sources = new Sources(yaml, options.dir);
  const main = sources.main(file, text);
  if (!('content' in main) || !isPlain(main.content)) return undefined;
  try {
    return new ServicePlaces(yaml, main, sources, variablesOf(main.content, sources, options));
  } catch {
    return undefined;
  }
}

/** The places of a service that can be followed through its variables and into the files that it includes. */
export class ServicePlaces implements Places {
  readonly #yaml: Yaml;
  readonly #main: Source;
  readonly #sources: Sources;
  readonly #variables: Variables;
  readonly #texts: Map<string, string>;

  constructor(yaml: Yaml, main: Source, sources: Sources, variables: Variables) {
    this.#yaml = yaml;
    this.#main = main;
    this.#sources = sources;
    this.#variables = variables;
    this.#texts = new Map([[main.file, main.parsed.text]]);
  }

  get texts(): ReadonlyMap<string, string> {
    return this.#texts;
  }

  locate(diagnostics: readonly Diagnostic[]): Promise<Located[]> {
    return Promise.resolve(diagnostics.map((diagnostic) => this.#at(diagnostic, this.#originOf(diagnostic))));
  }

  /** Where a diagnostic stands that is about what is written in a place. */
  written(diagnostic: Diagnostic, place: Place): Located {
    return this.#at(diagnostic, { place, left: [], plain: true });
  }

  /** Where a diagnostic stands that is about a file that cannot be read. */
  broken(diagnostic: Diagnostic, { file, text, position }: Broken): Located {
    this.#texts.set(file, text);
    return { diagnostic, file, position, exact: position !== undefined };
  }

  /** What cannot be followed, such as a service that contains itself, is looked for in its own file. */
  #originOf({ path, at }: Diagnostic): Origin {
    try {
      return originOf(this.#variables, path, at);
    } catch {
      return { place: { file: '', path: [] }, left: path, plain: false };
    }
  }

  #at(diagnostic: Diagnostic, { place, left, plain }: Origin): Located {
    const source = this.#sourceOf(place.file);
    const { file, parsed } = source;
    this.#texts.set(file, parsed.text);
    const path: Path = [...place.path, ...left];
    const spot = source === this.#main && path.length === 0 ? undefined : this.#spotOf(source, path, diagnostic.at);
    return { diagnostic, file, position: spot?.position, exact: plain && left.length === 0 && spot?.exact === true };
  }

  /** What a file lacks stands at its top. */
  #spotOf(source: Source, path: Path, at: 'key' | 'value'): Spot | undefined {
    return spotOf(this.#yaml, source.parsed, path, at) ?? topOf(this.#yaml, source.parsed);
  }

  #sourceOf(file: string): Source {
    const source = file === '' ? this.#main : this.#sources.included(file);
    return 'parsed' in source ? source : this.#main;
  }
}
