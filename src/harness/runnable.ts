import { say, type Lang } from '../messages';
import { languageOf } from '../runtime';
import type { FunctionPlan } from '../scf';

/**
 * Why a function's handler cannot be run in a test; undefined when it can.
 *
 * @param given  the test gives the handler as a function, which runs whatever language the real one is written in
 * @source S88, S206: Web functions are servers
 */
export function whyNotRunnable({ key, type, runtime }: FunctionPlan, given: boolean, lang: Lang): string | undefined {
  if (type === 'web') return say(lang, 'harness.web', { name: key });
  return !given && languageOf({ runtime }) !== 'node' ? say(lang, 'harness.runtime', { name: key, runtime }) : undefined;
}
