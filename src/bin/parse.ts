import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError, type Output } from '../commands/output';
import { sayCli } from '../messages/cli';

/**
 * Node's own parser; what it refuses is told in one line.
 * @param wordsMax  how many words the command takes beside its options
 * @throws UsageError
 */
export function parse<O extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  options: O,
  args: string[],
  { lang }: Output,
  wordsMax = 0,
) {
  try {
    const parsed = parseArgs({ args, options, strict: true, allowPositionals: wordsMax > 0, allowNegative: true });
    const surplus = parsed.positionals[wordsMax];
    if (surplus !== undefined) throw new Error(`Unexpected argument '${surplus}'`);
    return parsed;
  } catch (error) {
    const why = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new UsageError(sayCli(lang, 'cli.badOption', { why: why ?? '', command }), { cause: error });
  }
}
