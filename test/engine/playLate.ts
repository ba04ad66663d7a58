import assert from 'node:assert';
import { createState, Sink, step, type Input, type State } from '../../src/engine';
import type { Region } from './playPlan';
import { Transcript } from './playTranscript';

/** An input that was taken, and when. */
interface Taken {
  readonly input: Input;
  readonly nowMs: number;
  /** A shell that was busy did not take it: an alarm that it has not heard. */
  readonly heard: boolean;
  /** Only a busy shell takes it: it does not know yet that the instance has ended. */
  readonly only?: 'late';
}

/** The end of an idle instance that a busy shell tells of late; after it nothing can be compared any more. */
export interface Probe {
  readonly input: Input;
  readonly nowMs: number;
  readonly heard: true;
  readonly only: 'probe';
  /** What happened since the last alarm that was heard, where nobody needed the instance: but for the limits that are told, the same. */
  said: readonly string[] | undefined;
}

export type Entry = Taken | Probe;

/** Plays a journal again as a shell that has not heard every alarm: overdue deadlines are carried out first, each at its own moment. */
export class Late {
  constructor(
    private readonly region: Region,
    private readonly journal: readonly Entry[],
    private readonly seen: (what: string) => void,
  ) {}

  /** Throws unless the effects are the same. */
  compare(said: readonly string[]): void {
    const { state, transcript } = this.#begin();
    for (const [at, entry] of this.journal.entries()) {
      if (!entry.heard) this.seen('late: an alarm is not heard');
      if (entry.only === 'late') this.seen('late: a report comes too late');
      if (entry.only === 'probe') this.#probe(at, entry);
      else if (entry.heard) step(state, entry.input, entry.nowMs, transcript);
    }
    const at = transcript.said.findIndex((words, index) => words !== said[index]);
    const [again, before] = [transcript.said, said].map((words) => words.slice(Math.max(0, at - 2), at + 3).join('; '));
    assert(
      at < 0 && transcript.said.length === said.length,
      `the same inputs at the same times have other effects: ${again ?? ''} instead of ${before ?? ''}`,
    );
  }

  #begin(): { state: State; transcript: Transcript } {
    const { plan, provisionedMax, waitingMax } = this.region;
    return { state: createState(plan, () => provisionedMax, waitingMax), transcript: new Transcript(new Sink()) };
  }

  /** An instance that has ended by itself is told of late: it runs nothing meanwhile. */
  #probe(until: number, { input, nowMs, said }: Probe): void {
    assert(input.kind === 'exited', 'only ends of idle instances are probed');
    const { state, transcript } = this.#begin();
    for (const { input: before, nowMs: atMs, heard, only } of this.journal.slice(0, until)) {
      if (heard && only !== 'probe') step(state, before, atMs, transcript);
    }
    transcript.begin();
    step(state, input, nowMs, transcript);
    const heard = transcript.said
      .slice(transcript.from)
      .filter((words) => words.includes(`@${input.instanceId} `) || words.endsWith(`@${input.instanceId}`));
    assert.deepStrictEqual(heard, [`@${input.instanceId} stops exited`], `instance ${input.instanceId} is heard of after it has ended by itself`);
    if (said) assert.deepStrictEqual(transcript.said.slice(transcript.from).map(limitless), said.map(limitless), 'a late end has other effects');
    this.seen(said ? 'late: an end is told of late, nobody needed it' : 'late: an end is told of late');
  }
}

/** Which limit is told depends on whether an instance stands by that a limit keeps from being used. */
function limitless(words: string): string {
  return words.replace(/waits \w+/, 'waits').replace(/ended 4(29|32) (EXPIRED|DEAD_LETTERED) ttl/, 'ended $2 ttl');
}
