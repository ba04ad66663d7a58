import { diagnosticsJson, diagnosticsText } from '../report/diagnostics';
import type { RegionPlan } from '../scf';
import type { Output } from './output';
import type { CheckedService } from './validate';

/**
 * The plan of a service that was checked for a command which is about to run it. What is wrong, or will not be as in the
 * cloud, is told on standard error; with `json`, a service that cannot be run is told as JSON on standard output.
 *
 * @returns undefined when the service cannot be run
 */
export function planFor(checked: CheckedService, json: boolean, output: Output): RegionPlan | undefined {
  if (checked.plan === undefined && json) output.out(diagnosticsJson(checked, output.lang));
  else if (checked.located.some(worthSaying)) output.err(saidBeforeRunning(checked, output));
  return checked.plan;
}

/** What a command says of the configuration before it runs it: not the advice, that is for `validate`. */
function saidBeforeRunning({ located, text }: CheckedService, { lang, colour }: Output): string {
  return diagnosticsText({ located: located.filter(worthSaying), text }, lang, colour);
}

/** Of the infos, only that an option is not played by the local engine yet: whoever runs it must know. */
function worthSaying({ diagnostic }: CheckedService['located'][number]): boolean {
  return diagnostic.severity !== 'info' || diagnostic.code === 'SCF503';
}
