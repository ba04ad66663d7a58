import fc from 'fast-check';
import { ProcessRuntime } from '../../src/runtime';
import { kinds, Observed, resultOf, specOf, type Told } from './instances';

interface Asked {
  readonly before: number;
  readonly bytes: number;
  readonly after: number | undefined;
  /** Turns of our loop before it is asked: we may sleep by then, or be about to. */
  readonly pauses: number;
}

const asked: fc.Arbitrary<Asked> = fc.record({
  before: fc.constantFrom(0, 0, 0, 1, 3),
  // Some do not fit into what an instance and we share.
  bytes: fc.constantFrom(0, 1, 100, 40_000),
  after: fc.constantFrom(undefined, undefined, 0, 1),
  pauses: fc.constantFrom(0, 0, 1, 20, 400),
});

/** What is heard of one run, whatever it is told through. */
function expected({ before, bytes, after }: Asked): string[] {
  const numbered = (word: string, count: number): string[] => Array.from({ length: count }, (_, n) => `line ${word} ${n}`);
  if (after === undefined) return [...numbered('before', before), `done ${bytes}`];
  return [...numbered('before', before), `answered ${bytes}`, ...numbered('after', after), `done ${bytes}`];
}

function shown(told: Told): string {
  switch (told.kind) {
    case 'line':
      return `line ${told.text.split('\t').at(-1)}`;
    case 'answered':
      return `answered ${String(told.result).length}`;
    case 'done':
      return `done ${String(resultOf(told.report)).length}`;
    default:
      return told.kind;
  }
}

async function turns(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await new Promise((resolve) => setImmediate(resolve));
}

async function heardOf(observed: Observed, runs: readonly Asked[]): Promise<string[][]> {
  const heard: string[][] = [];
  await observed.heard('ready');
  for (const run of runs) {
    await turns(run.pauses);
    const from = observed.told.length;
    await observed.run(run);
    heard.push(observed.told.slice(from).map(shown));
  }
  return heard;
}

/** A process prints and reports by different ways, which only come together where a run ends. */
const endsOnly = (heard: readonly string[]): string[] => heard.filter((one) => !one.startsWith('answered'));

describe.each(kinds)('$kind', ({ local }) => {
  const runtime = new ProcessRuntime({ lang: 'en', host: process.env, local });
  const instances = Array.from({ length: 4 }, () => new Observed(runtime, specOf('talks.main')));

  afterAll(() => runtime.close());

  it('are heard in the order in which they speak, and of each run, at any pace (S164, S193)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(asked, { maxLength: 30 }), { minLength: 4, maxLength: 4 }), async (all) => {
        const heard = await Promise.all(all.map((runs, at) => heardOf(instances[at] as Observed, runs)));
        const seen = local.isolation === 'thread' ? (run: string[]) => run : endsOnly;
        expect(heard.map((runs) => runs.map(seen))).toEqual(all.map((runs) => runs.map((run) => seen(expected(run)))));
      }),
      { numRuns: 40 },
    );
  });

  it('are heard when they start while others keep us busy', async () => {
    const load = new AbortController();
    const [one] = instances as [Observed, ...Observed[]];
    const others = (async () => {
      while (!load.signal.aborted) await one.run({ before: 0, bytes: 1 });
    })();
    const newcomers = Array.from({ length: 3 }, () => new Observed(runtime, specOf('talks.main')));
    const heard = await Promise.all(newcomers.map((each) => heardOf(each, [{ before: 1, bytes: 1, after: undefined, pauses: 0 }])));
    load.abort();
    await others;
    expect(heard).toEqual(newcomers.map(() => [['line before 0', 'done 1']]));
  });
});
