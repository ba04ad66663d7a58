import { parseArgs, types, type ParseArgsConfig } from 'node:util';
import { UsageError, type Output } from '../commands/output';
import { nearest } from '../config/nearest';
import type { Lang } from '../messages';
import { sayCli } from '../messages/cli';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Options that `invoke` has in only one of its two meanings: a call here, or with `--remote` in the cloud. */
const invokeOnly: Readonly<Record<string, 'cli.remoteOnly' | 'cli.localOnly'>> = {
  '--endpoint': 'cli.remoteOnly',
  '--log': 'cli.remoteOnly',
  '-l': 'cli.remoteOnly',
  '--count': 'cli.localOnly',
  '--concurrency': 'cli.localOnly',
  '--interval': 'cli.localOnly',
  '--env': 'cli.localOnly',
  '-e': 'cli.localOnly',
  '--seed': 'cli.localOnly',
  '--no-retry': 'cli.localOnly',
  '--no-attach': 'cli.localOnly',
};

/**
 * Node's own parser; what it refuses is told in one line, in the user's language.
 * @param wordsMax  how many words the command takes beside its options
 * @throws UsageError
 */
export function parse<O extends Options>(command: string, options: O, args: string[], { lang }: Output, wordsMax = 0) {
  const parsed = parsedBy(command, options, args, lang, wordsMax > 0);
  const surplus = parsed.positionals[wordsMax];
  if (surplus !== undefined) throw refusal('unexpectedWord', surplus, command, options, lang);
  const empty = emptyIn(parsed.values);
  if (empty !== undefined) throw new UsageError(sayCli(lang, 'cli.valueEmpty', { name: `--${empty}` }));
  const again = repeatedIn(parsed.tokens, options);
  if (again !== undefined) throw new UsageError(sayCli(lang, 'cli.givenTwice', { name: `--${again}` }));
  return parsed;
}

/** `--stage "$STAGE"` where there is no STAGE must not mean the default one, nor all functions; only an event has a message of its own. */
function emptyIn(values: object): string | undefined {
  const [name] =
    Object.entries(values).find(([option, value]) => option !== 'data' && (value === '' || (Array.isArray(value) && value.includes('')))) ?? [];
  return name;
}

/** `deploy -f a -f b` must not deploy `b` alone: where one value is taken, a second one would push out the first in silence. */
function repeatedIn(tokens: readonly { readonly kind: string; readonly name?: string }[], options: Options): string | undefined {
  const given = new Set<string>();
  for (const { kind, name } of tokens) {
    if (kind !== 'option' || name === undefined) continue;
    const { type, multiple } = options[name] ?? {};
    if (type === 'string' && multiple !== true && given.has(name)) return name;
    given.add(name);
  }
  return undefined;
}

function parsedBy<O extends Options>(command: string, options: O, args: string[], lang: Lang, allowPositionals: boolean) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals, allowNegative: true, tokens: true });
  } catch (error) {
    if (!types.isNativeError(error)) throw error;
    throw refusal(whyOf(error), namedIn(error), command, options, lang, error);
  }
}

type Why = 'unknownOption' | 'valueMissing' | 'valueNotTaken' | 'unexpectedWord';

/** @source Node's documentation, "Errors": ERR_PARSE_ARGS_* */
function whyOf(error: Error): Why {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return 'unknownOption';
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return 'unexpectedWord';
  return error.message.includes('does not take') ? 'valueNotTaken' : 'valueMissing';
}

/** The option or word that Node's message quotes, without its short form and the name of its value. */
function namedIn({ message }: Error): string {
  const [, quoted = ''] = /'([^']*)'/.exec(message) ?? [];
  return quoted.replace(/^-\w, /, '').replace(/ <value>$/, '');
}

/** Why a command line is not understood, to be thrown. @param name  the option or the word */
export function refusal(why: Why, name: string, command: string, options: Options, lang: Lang, cause?: unknown): UsageError {
  const only = why === 'unknownOption' && command === 'invoke' ? invokeOnly[name] : undefined;
  if (only !== undefined) return new UsageError(sayCli(lang, only, { name }), { cause });
  const near = why === 'unknownOption' && name.startsWith('--') ? nearest(name.slice(2), Object.keys(options)) : undefined;
  return new UsageError(sayCli(lang, `cli.${why}`, { name, nearest: near, command }), { cause });
}
