import { sayCloudFailure } from '../../cloud';
import type { Lang } from '../../messages';
import { sayApplying, type Doing } from '../../messages/deployApplying';
import { DeployFault } from '../fault';
import type { Step } from '../plan';
import type { Waiting } from './event';
import type { ApplyResult, StepResult } from './result';

/** What a step does, in a few words: `resize: publish a version`. */
export function describeStep({ function: name, work }: Pick<Step, 'function' | 'work'>, lang: Lang): string {
  return sayApplying(lang, 'applying.step', { name, what: wordsFor(work, lang) });
}

function wordsFor(work: Step['work'], lang: Lang): string {
  switch (work.kind) {
    case 'putReserved':
      return sayApplying(lang, 'applying.putReserved', { mb: work.mb });
    case 'putProvisioned':
    case 'awaitProvisioned':
      return sayApplying(lang, `applying.${work.kind}`, { instances: work.instances });
    case 'moveAlias':
      if (isMark(work)) return sayApplying(lang, 'applying.markAlias');
      return sayApplying(lang, 'applying.moveAlias', { version: 'version' in work.to ? work.to.version : undefined });
    case 'deleteProvisioned':
      return sayApplying(lang, 'applying.deleteProvisioned', { version: 'version' in work.of ? work.of.version : undefined });
    case 'createTrigger':
    case 'updateTrigger':
    case 'deleteTrigger': {
      const { Type: type, TriggerName: name } = work.params;
      return sayApplying(lang, `applying.${work.kind}`, { type: textOf(type), name: textOf(name) });
    }
    default:
      return sayApplying(lang, `applying.${work.kind}`);
  }
}

/** Only what is noted at the alias changes: traffic stays where it is. */
function isMark({ from, to }: Extract<Step['work'], { readonly kind: 'moveAlias' }>): boolean {
  return 'version' in to && to.version === from;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What a step waits for, with its numbers. */
export function describeWaiting(waiting: Waiting, lang: Lang): string {
  switch (waiting.for) {
    case 'active':
    case 'gone':
      return sayApplying(lang, `applying.waiting.${waiting.for}`, { status: waiting.status });
    case 'provisioned':
      return sayApplying(lang, 'applying.waiting.provisioned', waiting);
    case 'settling':
    case 'lookup':
      return sayApplying(lang, `applying.waiting.${waiting.for}`, { code: waiting.code });
  }
}

/**
 * What came of it: what is done, what failed and why, what is left, where traffic goes, and how to go on.
 * @param doing  what the plan was carried out for
 */
export function describeOutcome({ outcome, steps, unwritten }: ApplyResult, lang: Lang, doing: Doing = 'deploy'): string {
  const of = (state: StepResult['state']): StepResult[] => steps.filter((step) => step.state === state);
  const counts = { done: of('done').length, failed: of('failed').length, underWay: of('underWay').length, open: of('open').length };
  const lines = [
    sayApplying(lang, `applying.outcome.${outcome}`, { ...counts, doing, all: steps.length }),
    ...of('failed').flatMap(({ step, error }) => [`✖ ${describeStep(step, lang)}`, ...indented(whyOf(error, lang))]),
    ...section(lang, 'applying.underWay', of('underWay')),
    ...section(lang, 'applying.open', of('open')),
    ...traffic(steps, lang),
    ...(outcome === 'done' ? [] : [sayApplying(lang, 'applying.goOn', { doing })]),
    ...(unwritten === undefined ? [] : [sayApplying(lang, 'applying.unwritten', { why: unwritten })]),
  ];
  return lines.join('\n');
}

/** Why a step failed. */
function whyOf(error: unknown, lang: Lang): string {
  if (error instanceof DeployFault) return error.say(lang);
  return sayCloudFailure(lang, error) ?? (error instanceof Error ? error.message : String(error));
}

function indented(text: string): string[] {
  return text.split('\n').map((line) => `    ${line}`);
}

function section(lang: Lang, title: 'applying.underWay' | 'applying.open', steps: readonly StepResult[]): string[] {
  return steps.length === 0 ? [] : [sayApplying(lang, title), ...steps.map(({ step }) => `  - ${describeStep(step, lang)}`)];
}

/** Where `$DEFAULT` still points although it was to move. */
function traffic(steps: readonly StepResult[], lang: Lang): string[] {
  return steps.flatMap(({ state, step: { function: name, work } }) =>
    work.kind === 'moveAlias' && state === 'open' && !isMark(work) ? [sayApplying(lang, 'applying.traffic', { name, version: work.from })] : [],
  );
}
