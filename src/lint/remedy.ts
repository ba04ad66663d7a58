import { shown, type Diagnostic } from '../config/diagnostic';

/** The one change to a scalar that puts a finding right, and what must stand there now. */
export interface Remedy {
  readonly side: 'key' | 'value';
  readonly isWhatWasFound: (value: unknown) => boolean;
  readonly write: string | number | boolean;
}

/**
 * The change that puts a finding right without a decision by a person; undefined when there is none.
 *
 * Not among them, though their messages name something to write: SCF205, where less memory may be as good an answer, and SCF216, where the
 * documents contradict one another.
 */
export function remedyOf(found: Diagnostic): Remedy | undefined {
  switch (found.code) {
    case 'SCF101':
      return scalarFor(found.params);
    case 'SCF103':
      return renamed(found, found.params.name, found.params.nearest);
    case 'SCF105': {
      const { value, nearest: write } = found.params;
      return write === undefined ? undefined : { side: 'value', isWhatWasFound: (is) => shown(is) === value && sameButCase(is, write), write };
    }
    case 'SCF109':
      return respelt(found);
    case 'SCF202':
      return multiple(found.params);
    case 'SCF217': {
      const { value, write } = found.params;
      return write === undefined ? undefined : { side: 'value', isWhatWasFound: (is) => typeof is === 'string' && shown(is) === value, write };
    }
    default:
      return undefined;
  }
}

type Params<C extends Diagnostic['code']> = Extract<Diagnostic, { readonly code: C }>['params'];

/** A quoted number or boolean; of a word, only its case is certain. */
function scalarFor({ value, write }: Params<'SCF101'>): Remedy | undefined {
  const scalar = write === undefined ? undefined : scalarOf(write);
  if (scalar === undefined) return undefined;
  return { side: 'value', isWhatWasFound: (is) => shown(is) === value && (typeof scalar !== 'string' || sameButCase(is, scalar)), write: scalar };
}

/**
 * Down to the next multiple of the memory: what was asked for is not exceeded, and without one instance there is nothing to round to.
 * @source S25
 */
function multiple({ value, memoryMB, instances }: Params<'SCF202'>): Remedy | undefined {
  return instances >= 1 ? { side: 'value', isWhatWasFound: (is) => is === value, write: instances * memoryMB } : undefined;
}

function renamed({ at }: Diagnostic, name: string, write: string | undefined): Remedy | undefined {
  if (at !== 'key' || write === undefined) return undefined;
  // A name of digits is a number to YAML.
  return { side: 'key', isWhatWasFound: (is) => (typeof is === 'string' || typeof is === 'number') && String(is) === name, write };
}

/** What another tool writes: a name that only has to be changed, or a value that only has another unit. */
function respelt(found: Extract<Diagnostic, { readonly code: 'SCF109' }>): Remedy | undefined {
  const { written, rename, replace } = found.params;
  if (found.at === 'key') return renamed(found, written, rename);
  const write = replace === undefined ? undefined : scalarOf(replace);
  return write === undefined ? undefined : { side: 'value', isWhatWasFound: (is) => String(is) === written, write };
}

/** A scalar as it is meant: `30` is a number. */
function scalarOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? Number(text) : text;
}

function sameButCase(value: unknown, word: string): boolean {
  return typeof value === 'string' && value.toLowerCase() === word.toLowerCase();
}
