import { isDeepStrictEqual, inspect } from 'node:util';
import { say, type Lang } from '../messages';
import { stream } from '../random';
import { HandlerSources, type HandlerFunction } from '../runtime';
import { assertChaos, type ChaosOptions, type ChaosSeen, type ChaosTarget } from './chaosOptions';
import { alone, drawPlay, onFreshInstances, smaller, undisturbed, waitsMin, type Play } from './chaosPlay';
import { ChaosStage, type Delivery, type Scene } from './chaosStage';
import { HarnessError } from './error';
import { langFor } from './language';
import type { FunctionOptions } from './options';
import { Outside } from './outside';
import { planOf } from './plan';
import { whyNotRunnable } from './runnable';
import { stateOf } from './worldState';

/** What chaos found; `replay` brings it back. */
export class ChaosFault extends HarnessError {
  constructor(
    message: string,
    readonly replay: string,
    readonly play: Play,
    readonly deliveries: readonly Delivery[],
  ) {
    super('FAULTY', message);
  }
}

/** What is wrong with a play. */
interface Fault {
  readonly kind: 'check' | 'result' | 'world';
  readonly detail: string;
  readonly deliveries: readonly Delivery[];
}

const defaults = { seed: 1, plays: 200, shrinksMax: 400, realWaitMs: 2_000, events: [{ n: 0 }, { n: 1 }] } as const;

/**
 * Lets a handler meet everything that the platform may do with it: instances that are reused in any order, or forgotten; a second delivery;
 * SIGTERM or a sudden end whenever it waits, and another attempt with the same RequestId. All of it on virtual time, and by a seed.
 *
 * @returns how many plays went well
 * @throws ChaosFault with the smallest play in which something went wrong, told step by step, and a word that replays it; HarnessError `CONFIG`
 *   when the handler cannot be loaded, `NOTHING` when it fails whatever befalls it, and there is no `check` that would know of that
 * @source S54, S84, S110–S115
 */
export async function chaos<World>(
  target: HandlerFunction | ChaosTarget<World>,
  options: ChaosOptions<World> = {},
): Promise<{ readonly plays: number }> {
  const lang = langFor(options);
  const played = typeof target === 'function' ? { handler: target } : target;
  assertChaos(played, options, lang);
  const trial = new Trial(played, options, lang);
  await trial.prepare();
  if (options.replay !== undefined) {
    const { replay } = options;
    const play = trial.playOf(replay);
    const fault = await trial.faultOf(play);
    if (fault) throw trial.told(fault, play, replay);
    return { plays: 1 };
  }
  const { plays = defaults.plays, seed = defaults.seed } = options;
  const waits = await trial.waits(plays);
  for (let number = 0; number < plays; number += 1) {
    const word = waits === waitsMin ? `${seed + number}` : `${seed + number}~${waits}`;
    const play = trial.playOf(word);
    const fault = await trial.faultOf(play);
    if (fault) throw await trial.shrunk(fault, play, word);
  }
  trial.assertTried();
  return { plays };
}

class Trial<World> {
  readonly #target: ChaosTarget<World>;
  readonly #options: ChaosOptions<World>;
  readonly #lang: Lang;
  readonly #events: readonly unknown[];
  #base: Pick<Scene, 'plan' | 'function'> | undefined;
  /** By the names of the modules that a world brings: to build TypeScript takes longer than to play. */
  readonly #sources = new Map<string, HandlerSources>();
  /** Waits of the longest attempt so far. */
  #waitsMax: number = waitsMin;
  /** Whether an attempt that was left alone has ever ended well, and one that did not. */
  #succeeded = false;
  #failed: Delivery | undefined;

  constructor(target: ChaosTarget<World>, options: ChaosOptions<World>, lang: Lang) {
    this.#target = target;
    this.#options = options;
    this.#lang = lang;
    this.#events = options.events ?? defaults.events;
  }

  async prepare(): Promise<void> {
    const { handler, create, dir, config, function: key = 'handler', options = {} } = this.#target;
    // The plan asks only whether the test brings a function; each play makes its own.
    const own: FunctionOptions = { ...options, ...(handler !== undefined && { handler }), ...(create && { create: () => () => undefined }) };
    const { plan } = await planOf(
      { ...(dir !== undefined && { dir }), ...(config !== undefined && { config }), functions: { [key]: own } },
      this.#lang,
    );
    const fn = plan.functions.find((each) => each.key === key);
    if (!fn) return;
    const why = whyNotRunnable(fn, create !== undefined || typeof handler === 'function', this.#lang);
    if (why !== undefined) throw new HarnessError('UNSUPPORTED', why);
    this.#base = { plan, function: fn };
  }

  /** In how many waits something may befall an attempt: as many as one has that is left alone, so that it may happen in each. @param plays  of so many events at most */
  async waits(plays: number): Promise<number> {
    for (const event of [...this.#events.keys()].slice(0, plays)) await this.#perform(alone(event));
    return this.#waitsMax;
  }

  /** The play that a word means: a seed and how many waits there are, then which of the smaller ones, again and again. */
  playOf(replay: string): Play {
    const [drawn = '', path = ''] = replay.split('/');
    const [seed, waits = waitsMin] = drawn.split('~').map(Number);
    const steps = path === '' ? [] : path.split('.').map(Number);
    return steps.reduce(
      (play, step) => {
        const next = smaller(play)[step];
        // Of other events, or not what was named: it would play something else, and find nothing in it.
        if (!next) throw new HarnessError('CONFIG', say(this.#lang, 'chaos.options', { given: `replay: ${shown(replay)}` }));
        return next;
      },
      drawPlay(stream(seed ?? NaN, 'chaos'), this.#events.length, waits),
    );
  }

  /** Makes a faulty play smaller as long as the same thing is wrong with it. */
  async shrunk(first: Fault, firstPlay: Play, seed: string): Promise<ChaosFault> {
    let [fault, play] = [first, firstPlay];
    const path: number[] = [];
    let tries = 0;
    for (let at = 0, choices = smaller(play); at < choices.length && tries < defaults.shrinksMax; at += 1, tries += 1) {
      const choice = choices[at];
      const found = choice && (await this.faultOf(choice));
      if (!choice || found?.kind !== fault.kind) continue;
      [fault, play] = [found, choice];
      path.push(at);
      choices = smaller(play);
      at = -1;
    }
    return this.told(fault, play, path.length === 0 ? seed : `${seed}/${path.join('.')}`);
  }

  async faultOf(play: Play): Promise<Fault | undefined> {
    const seen = await this.#perform(play);
    const { deliveries } = seen;
    const checked = await this.#checked(seen);
    if (checked !== undefined) return { kind: 'check', detail: checked, deliveries };
    const { sameResult = true, sameWorld = this.#options.world !== undefined } = this.#options;
    const result = sameResult ? await this.#differsOnFresh(play, seen) : undefined;
    if (result !== undefined) return { kind: 'result', detail: result, deliveries };
    const world = sameWorld ? await this.#differsUndisturbed(play, seen) : undefined;
    return world === undefined ? undefined : { kind: 'world', detail: world, deliveries };
  }

  /** A handler that always fails gives the same result whatever befalls it: there is nothing to find, and nothing was tried. */
  assertTried(): void {
    const { check } = this.#options;
    if (check || this.#succeeded || !this.#failed) return;
    const { event, status, error = '' } = this.#failed;
    throw new HarnessError('NOTHING', say(this.#lang, 'chaos.nothingTried', { event: shown(event), status, error }));
  }

  told({ kind, detail, deliveries }: Fault, play: Play, replay: string): ChaosFault {
    const lines = deliveries.flatMap((delivery) => storyOf(delivery, this.#lang));
    const message = [say(this.#lang, `chaos.${kind}`, { detail }), ...lines, say(this.#lang, 'chaos.seed', { replay })].join('\n');
    return new ChaosFault(message, replay, play, deliveries);
  }

  async #perform(play: Play): Promise<ChaosSeen<World>> {
    if (!this.#base) throw new HarnessError('CONFIG', say(this.#lang, 'chaos.noFunction', { name: this.#target.function ?? '' }));
    const { handler, create, modules } = this.#target;
    // Without a world there is nobody who could look at it.
    const world = this.#options.world?.() as World;
    const outside: Outside = new Outside((promise) => stage.later(promise));
    const made = create ? () => create(outside.watch(world)) : typeof handler === 'function' ? () => handler : undefined;
    const brought = Object.entries(modules?.(world) ?? {}).map(([name, module]) => [name, outside.watch(module)] as const);
    const scene: Scene = {
      ...this.#base,
      events: this.#events,
      create: made,
      modules: Object.fromEntries(brought),
      sources: this.#sourcesBut(brought.map(([name]) => name)),
      patienceMs: this.#options.realWaitMs ?? defaults.realWaitMs,
      lang: this.#lang,
    };
    const stage = new ChaosStage(scene);
    // Also for a handler that has it from elsewhere.
    outside.watch(world);
    const deliveries = await stage.perform(play).finally(() => outside.release());
    this.#waitsMax = Math.max(this.#waitsMax, stage.waitsMax);
    const { notLoaded } = stage;
    if (notLoaded)
      throw new HarnessError('CONFIG', say(this.#lang, 'chaos.notLoaded', { status: notLoaded.status, detail: notLoaded.error.errorMessage }));
    this.#note(deliveries);
    const instances = new Set(deliveries.flatMap(({ attempts }) => attempts.map(({ instance }) => instance))).size;
    return { world, deliveries, events: play.arrivals.map(({ event }) => this.#events[event]), instances };
  }

  #sourcesBut(replaced: readonly string[]): HandlerSources {
    const names = JSON.stringify(replaced);
    const sources = this.#sources.get(names) ?? new HandlerSources(this.#lang, replaced);
    this.#sources.set(names, sources);
    return sources;
  }

  #note(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) {
      const last = delivery.attempts.at(-1);
      if (last?.status === 200) this.#succeeded = true;
      else if (last && !last.blow) this.#failed ??= delivery;
    }
  }

  /** What the test's own check finds wrong. */
  async #checked(seen: ChaosSeen<World>): Promise<string | undefined> {
    try {
      const said = await this.#options.check?.(seen);
      if (said === false) return say(this.#lang, 'chaos.checkFalse');
      return typeof said === 'string' ? said : undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** The same play with an instance for each attempt: only what an instance remembers can make a difference. */
  async #differsOnFresh(play: Play, seen: ChaosSeen<World>): Promise<string | undefined> {
    if (seen.deliveries.every(({ attempts }) => attempts.every(({ served }) => served === 0))) return undefined;
    const fresh = await this.#perform(onFreshInstances(play));
    const at = seen.deliveries.findIndex((delivery, index) => !isDeepStrictEqual(outcome(delivery), outcome(fresh.deliveries[index])));
    const [reused, alone] = [seen.deliveries[at], fresh.deliveries[at]];
    if (reused && alone) {
      return say(this.#lang, 'chaos.differs', { event: shown(reused.event), reused: shown(outcome(reused)), fresh: shown(outcome(alone)) });
    }
    if (isDeepStrictEqual(stateOf(seen.world), stateOf(fresh.world))) return undefined;
    return say(this.#lang, 'chaos.worldOfFresh', { reused: shown(seen.world), fresh: shown(fresh.world) });
  }

  /** Once every event has succeeded, the world is as if nothing had befallen them. */
  async #differsUndisturbed(play: Play, seen: ChaosSeen<World>): Promise<string | undefined> {
    const disturbed = seen.deliveries.some(({ attempts, copy }) => copy > 0 || attempts.length > 1 || attempts.some(({ blow }) => blow));
    if (!disturbed || seen.deliveries.some(({ status }) => status !== 200)) return undefined;
    const calm = await this.#perform(undisturbed(play));
    if (isDeepStrictEqual(stateOf(seen.world), stateOf(calm.world))) return undefined;
    return say(this.#lang, 'chaos.worldOfCalm', { disturbed: shown(seen.world), calm: shown(calm.world) });
  }
}

function outcome(delivery: Delivery | undefined): unknown {
  return delivery && { status: delivery.status, result: delivery.result, error: delivery.error };
}

function shown(value: unknown): string {
  return inspect(value, { depth: 4, breakLength: Infinity, maxArrayLength: 20, maxStringLength: 200 });
}

/** What happened to a delivery, one line for each attempt. */
function storyOf({ event, requestId, copy, attempts, result, error }: Delivery, lang: Lang): string[] {
  return attempts.map(({ instance, served, startedMs, endedMs, status, blow, blowMs }, index) => {
    const befallen = blow && blowMs !== undefined ? say(lang, 'chaos.blow', { kind: blow.kind, atMs: blowMs }) : '';
    const end = index < attempts.length - 1 ? '' : ` → ${error ?? shown(result)}`;
    const again = copy > 0 ? say(lang, 'chaos.copy') : '';
    return `  ${requestId}${again} ${shown(event)} @${startedMs}–${endedMs} ms, ${say(lang, 'chaos.onInstance', { instance, served })}${befallen}: ${status}${end}`;
  });
}
