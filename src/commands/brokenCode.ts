import uniqBy from 'lodash/uniqBy';
import { createColors } from 'picocolors';
import { say } from '../messages';
import type { BrokenCode } from '../offline/codeEdits';
import { printable } from '../report/printable';
import type { Output } from './output';

type Fault = BrokenCode['faults'][number];

/** Faults that are told one by one: a merge leaves many. */
const faultsMax = 10;

/** What keeps code from being taken, fault by fault, and what that means to its functions. */
export function brokenText(broken: readonly BrokenCode[], { lang, colour }: Pick<Output, 'lang' | 'colour'>): string {
  const { bold, red } = createColors(colour);
  const severity = red(say(lang, 'report.error'));
  const faults = uniqBy(
    broken.flatMap((one) => one.faults),
    placeOf,
  );
  const more = faults.length - faultsMax;
  const functionsOf = (is: (one: BrokenCode) => boolean): string[] => broken.filter(is).map((one) => printable(one.function));
  const added = functionsOf(({ isNew }) => isNew);
  const parsed = functionsOf(({ isNew, built }) => !isNew && !built);
  const built = functionsOf((one) => one.built);
  return [
    ...faults.slice(0, faultsMax).map((fault) => `${bold(printable(placeOf(fault)))}  ${severity}  ${printable(fault.message)}`),
    ...(more > 0 ? [say(lang, 'offline.moreFaults', { more })] : []),
    ...(parsed.length > 0 ? [say(lang, 'offline.codeBroken', { functions: parsed })] : []),
    ...(built.length > 0 ? [say(lang, 'offline.buildBroken', { functions: built })] : []),
    ...(added.length > 0 ? [say(lang, 'offline.newBroken', { functions: added })] : []),
  ].join('\n');
}

/** A function whose code is broken, for programs. */
export function brokenJson({ function: key, isNew, built, faults }: BrokenCode) {
  return { function: key, isNew, built, faults: faults.map(({ file, line = null, column = null, message }) => ({ file, line, column, message })) };
}

function placeOf({ file, line, column }: Fault): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}
