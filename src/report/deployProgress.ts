import { createColors } from 'picocolors';
import { describeStep, describeWaiting, type ApplyEvent } from '../deploy/applying';
import { sayApplying } from '../messages/deployApplying';
import type { PlanView } from './deployPlan';
import { printable } from './printable';

/** Steps that send an archive: that they have begun is worth a line. */
const slow = new Set(['createFunction', 'updateCode']);

/** Turns what happens while a plan is carried out into lines, each of which says something new. */
export class ProgressLines {
  readonly #view: PlanView;
  /** What each step said last. */
  readonly #last = new Map<string, string>();

  constructor(view: PlanView) {
    this.#view = view;
  }

  /** Undefined: there is nothing new to say. */
  lineOf(event: ApplyEvent): string | undefined {
    const line = this.#textOf(event);
    if (line === undefined || this.#last.get(event.step.id) === line) return undefined;
    this.#last.set(event.step.id, line);
    return line;
  }

  #textOf(event: ApplyEvent): string | undefined {
    const { lang, colour } = this.#view;
    const { green, red, yellow, dim } = createColors(colour);
    const what = printable(describeStep(event.step, lang));
    switch (event.kind) {
      case 'began':
        return slow.has(event.step.work.kind) ? dim(`… ${what}`) : undefined;
      case 'waiting':
        return dim(sayApplying(lang, 'applying.stepWaiting', { step: `… ${what}`, waiting: printable(describeWaiting(event.waiting, lang)) }));
      case 'done':
        return `${green('✔')} ${what}${event.made === undefined ? '' : ` → ${printable(event.made)}`}`;
      case 'failed':
        return `${red('✖')} ${what}`;
      case 'left':
        return `${yellow('!')} ${what}`;
    }
  }
}
