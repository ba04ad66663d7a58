import { say } from '../messages';
import { diagnosticsJson, diagnosticsText } from '../report/diagnostics';
import type { RegionPlan } from '../scf';
import type { Output } from './output';
import type { CheckedService } from './serviceCheck';

/** What a command is about to do with a service. */
export interface Purpose {
  /** The function that it runs, if it runs one. */
  readonly runs?: string | undefined;
  /** Whether standard output is to be JSON and nothing else. */
  readonly json?: boolean | undefined;
}

/** What has no part in a call: nothing fires triggers here. */
const isBesideTheCall = (option: string): boolean => option.startsWith('events: ');

/**
 * The plan of a service that was checked for a command. Errors and warnings are told on standard error, advice is left to
 * `validate`; so are, in one line, options of the function that runs which the local engine does not play yet. With `json`, a
 * service that cannot be run is told as JSON on standard output.
 *
 * @returns undefined when the service cannot be run
 */
export function planFor(checked: CheckedService, { runs, json = false }: Purpose, output: Output): RegionPlan | undefined {
  const { lang, colour } = output;
  if (checked.plan === undefined && json) {
    output.out(diagnosticsJson(checked, lang));
    return undefined;
  }
  const located = checked.located.filter(({ diagnostic }) => diagnostic.severity !== 'info');
  if (located.length > 0) output.err(diagnosticsText({ located, texts: checked.texts }, lang, colour));
  // A warning where it is only checked; to run, a value is needed.
  if (checked.plan === undefined && !located.some(({ diagnostic }) => diagnostic.severity === 'error')) output.err(say(lang, 'invoke.unset'));
  const options = runs === undefined ? [] : notPlayed(checked, runs);
  if (checked.plan && options.length > 0) output.err(say(lang, 'invoke.notPlayed', { options }));
  return checked.plan;
}

function notPlayed({ located }: CheckedService, functionKey: string): string[] {
  return located.flatMap(({ diagnostic }) => {
    if (diagnostic.code !== 'SCF503') return [];
    const { option, functions } = diagnostic.params;
    return functions.includes(functionKey) && !isBesideTheCall(option) ? [option] : [];
  });
}
