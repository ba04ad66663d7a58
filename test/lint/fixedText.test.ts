import fc from 'fast-check';
import { applyPatch } from 'diff';
import { patchOf } from '../../src/lint';
import { checked, fixed, linted, shown, textsOf } from './linted';

/** A piece of text, and what is to become of it. */
type Piece = readonly [before: string, after: string];

const same = (text: string): Piece => [text, text];
const joined = (pieces: readonly Piece[], by = ''): Piece => [pieces.map(([before]) => before).join(by), pieces.map(([, after]) => after).join(by)];
const of = (...pieces: readonly (Piece | string)[]): Piece => joined(pieces.map((piece) => (typeof piece === 'string' ? same(piece) : piece)));

const quotes = fc.constantFrom('', "'", '"');
const quoted = ([before, after]: Piece, quote: string): Piece => [`${quote}${before}${quote}`, `${quote}${after}${quote}`];
const named = (...pieces: readonly Piece[]): fc.Arbitrary<Piece> =>
  fc.tuple(fc.constantFrom(...pieces), quotes).map(([piece, quote]) => quoted(piece, quote));

const memories = [256, 512] as const;

/** What may stand for an option, with its name in some quotes. */
const timeout = fc.tuple(
  named(same('timeout'), ['timout', 'timeout'], ['timeot', 'timeout']),
  fc.constantFrom<Piece>(['"30"', '30'], ["'045'", '45'], same('60')),
);
const tracing = fc.tuple(
  named(same('traceEnable'), ['traceEnabel', 'traceEnable']),
  fc.constantFrom<Piece>(['"false"', 'false'], ['no', 'false'], same('false')),
);
const words = fc.tuple(
  named(same('description')),
  fc.constantFrom(same('"# scf-ignore SCF205: 不是注释"'), same("'it''s 云函数'"), same('a#b 1000 timout')),
);
const runtime = fc.tuple(
  named(same('runtime'), ['runtme', 'runtime']),
  fc.constantFrom<Piece>(same('Nodejs18.15'), ['nodejs18.15', 'Nodejs18.15'], ['"NODEJS18.15"', '"Nodejs18.15"']),
);
const memory = (mb: number): fc.Arbitrary<Option> =>
  fc.tuple(
    named(same('memorySize'), ['memorysize', 'memorySize']),
    fc.constantFrom<Piece>(same(`${mb}`), [`"${mb}"`, `${mb}`], [`'${mb}'`, `${mb}`]),
  );
const provisioned = (mb: number): fc.Arbitrary<Option> =>
  fc
    .tuple(
      named(same('provisionedConcurrency'), ['provisionedConcurency', 'provisionedConcurrency']),
      fc.integer({ min: mb, max: 9 * mb }),
      fc.boolean(),
    )
    .map(([name, asked, plain]) => {
      const value: Piece = [`${asked}`, `${asked - (asked % mb)}`];
      return [name, plain ? value : of('{ quotaMB: ', value, ' }')];
    });

type Option = readonly [name: Piece, value: Piece];

const comment = fc.constantFrom<Piece>(
  ...[same(''), same(' # 注释'), same('   # timout: "30"')],
  ...[[' # scf-ignore SCF302: 旧', ''] as const, ['\t# scf-ignore SCF301, SCF401：旧', ''] as const],
);
const line = fc.constantFrom<Piece>(
  ...[same(''), same('\n'), same('    # 一行 "timout"\n')],
  ...[['    # scf-ignore SCF302: old\n', ''] as const, ['# scf-ignore SCF301，SCF307: old\n', ''] as const],
);

const block = (options: readonly Option[]): fc.Arbitrary<Piece> =>
  fc
    .array(fc.tuple(comment, line), { minLength: options.length, maxLength: options.length })
    .map((around) =>
      of('\n', ...options.map(([name, value], index) => of(around[index]?.[1] ?? '', '    ', name, ': ', value, around[index]?.[0] ?? '', '\n'))),
    );
const flow = (options: readonly Option[]): fc.Arbitrary<Piece> =>
  fc.tuple(fc.constantFrom(', ', ' ,\n      ', ', # 注\n      '), comment).map(([comma, end]) =>
    of(
      ' { ',
      joined(
        options.map(([name, value]) => of(name, ': ', value)),
        comma,
      ),
      ' }',
      end,
      '\n',
    ),
  );

const functionBody = fc.constantFrom(...memories).chain((mb) =>
  fc
    .tuple(memory(mb), fc.option(provisioned(mb)), fc.option(timeout), fc.option(words), fc.option(runtime))
    .chain((options) =>
      fc.shuffledSubarray(
        options.filter((option) => option !== null),
        { minLength: options.filter((option) => option !== null).length },
      ),
    )
    .chain((options) => {
      const all: Option[] = [[same('handler'), same('index.main')], ...options, [same('<<'), same('*base')]];
      return fc.oneof(block(all), flow(all));
    }),
);

const service = fc
  .record({
    bodies: fc.array(functionBody, { minLength: 1, maxLength: 3 }),
    base: tracing,
    ending: fc.constantFrom('\n', '\r\n'),
    mark: fc.constantFrom('', '\uFEFF'),
  })
  .map(({ bodies, base: [name, value], ending, mark }) => {
    const text = of(
      'service: shop # 商店\nprovider: { name: tencent, runtime: Nodejs18.15 }\n',
      of('x-base: &base\n  ', name, ': ', value, '\n'),
      'functions:\n',
      ...bodies.map((body, index) => of(`  f${index}:`, body)),
    );
    return text.map((side) => mark + side.replaceAll('\n', ending)) as [string, string];
  });

it('changes what it is to change, and not another character', async () => {
  await fc.assert(
    fc.asyncProperty(service, async ([before, after]) => {
      expect(await fixed(before)).toBe(after);
      // What it leaves has nothing more to fix: applying twice is applying once.
      expect(await fixed(after)).toBe(after);
      const left = shown(await linted(after)).filter((one) => /^SCF(10[1359]|202|505)/.test(one));
      expect(left).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

it('is what the patch says', async () => {
  await fc.assert(
    fc.asyncProperty(service, async ([before]) => {
      const after = await fixed(before);
      const patch = await patchOf(textsOf(before), textsOf(after));
      if (before === after) expect(patch).toBe('');
      else expect(applyPatch(before, patch, { autoConvertLineEndings: false })).toBe(after);
    }),
    { numRuns: 30 },
  );
});

it('is looked for in services that have something to fix', async () => {
  const sample = fc.sample(service, { numRuns: 25, seed: 1 });
  const codes = new Set(
    (await Promise.all(sample.map(async ([before]) => [...(await checked(before)), ...(await linted(before))])))
      .flat()
      .map(({ diagnostic }) => diagnostic.code),
  );
  expect([...codes].sort()).toEqual(expect.arrayContaining(['SCF101', 'SCF103', 'SCF105', 'SCF202']));
  // What is needless is told once nothing hides what it suppresses.
  expect(sample.filter(([before, after]) => before.includes('SCF302: old') && !after.includes('SCF302: old')).length).toBeGreaterThan(0);
});
