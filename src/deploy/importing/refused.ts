import { checkService, type Diagnostic } from '../../config';
import { describe, type Lang } from '../../messages';
import type { Json } from '../state';
import type { Options } from './options';

/** Something that a function has in the cloud and that our check would refuse in `serverless.yml`. */
export interface Refused {
  /** Key of the function; undefined: it is in the service as a whole. */
  readonly function: string | undefined;
  /** With its path inside: `environment.LEVEL`. */
  readonly option: string;
  readonly value: Json | undefined;
  /** Why, in the words of `validate`. */
  readonly why: (lang: Lang) => string;
}

export interface Accepted {
  readonly functions: ReadonlyMap<string, Options>;
  readonly refused: readonly Refused[];
}

/** The rest of the service that functions are checked in. */
export interface Around {
  readonly service: string;
  readonly provider: Readonly<Record<string, Json>>;
  readonly custom: Readonly<Record<string, Json>> | undefined;
}

/** Each round takes out at least one thing; a function has not as many. */
const roundsMax = 200;

/**
 * Takes out what our own check refuses, so that the file that is written is one that can be deployed. What live functions have and
 * cannot be said, the user is told.
 */
export function accepted(functions: ReadonlyMap<string, Options>, { service, provider, custom }: Around): Accepted {
  let left = functions;
  const refused: Refused[] = [];
  for (let round = 0; round < roundsMax; round += 1) {
    const written = { service, provider: { ...provider, name: 'tencent' }, functions: Object.fromEntries(left), ...(custom && { custom }) };
    const { diagnostics } = checkService(written, { codeDir: '/' });
    const [first] = diagnostics.filter(({ severity }) => severity === 'error');
    if (first === undefined) return { functions: left, refused };
    const taken = takenOut(left, first);
    refused.push(taken.refused);
    // Of what is not a function's own nothing can be taken out.
    if (taken.functions === undefined) return { functions: left, refused };
    left = taken.functions;
  }
  return { functions: left, refused };
}

function takenOut(
  functions: ReadonlyMap<string, Options>,
  diagnostic: Diagnostic,
): { readonly functions: ReadonlyMap<string, Options> | undefined; readonly refused: Refused } {
  const [room, key, option, ...inside] = diagnostic.path;
  const why = (lang: Lang): string => describe(diagnostic.code, diagnostic.params, lang).message;
  const fn = typeof key === 'string' && room === 'functions' ? functions.get(key) : undefined;
  const isOption = typeof option === 'string' && fn !== undefined && Object.hasOwn(fn, option);
  if (typeof key !== 'string' || fn === undefined || !isOption)
    return {
      functions: undefined,
      refused: {
        function: typeof key === 'string' && room === 'functions' ? key : undefined,
        option: diagnostic.path.join('.'),
        value: undefined,
        why,
      },
    };
  // Of lists and of variables one is taken out, of all else the whole: a part would mean something else.
  const [part] = ['environment', 'events', 'tags', 'layers', 'cfs'].includes(option) ? inside : [];
  const name = option as keyof Options;
  const rest = part === undefined ? undefined : withoutPart(fn[name], part);
  const changed = Object.fromEntries(
    Object.entries(fn).flatMap(([other, value]) => (other !== option ? [[other, value]] : rest === undefined ? [] : [[other, rest]])),
  );
  const value = part === undefined ? fn[name] : partOf(fn[name], part);
  return {
    functions: new Map([...functions].map(([one, options]) => [one, one === key ? changed : options])),
    refused: {
      function: key,
      option: part === undefined ? option : typeof part === 'number' ? `${option}[${part}]` : `${option}.${part}`,
      value,
      why,
    },
  };
}

function partOf(value: Json | undefined, part: string | number): Json | undefined {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string | number, Json>>)[part] : undefined;
}

/** Undefined when nothing is left. */
function withoutPart(value: Json | undefined, part: string | number): Json | undefined {
  if (Array.isArray(value)) {
    const rest = value.filter((_, index) => index !== part);
    return rest.length === 0 ? undefined : rest;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const rest = Object.entries(value).filter(([name]) => name !== part);
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}
