import { sharedBy } from '../../../src/deploy/importing/shared';
import type { Options } from '../../../src/deploy/importing/options';

function shared(...functions: Options[]): object {
  const { provider, functions: left } = sharedBy(new Map(functions.map((options, index) => [`f${index}`, options])));
  return { provider, functions: [...left.values()] };
}

it.each<{ readonly why: string; readonly given: Options[]; readonly provider: object; readonly left: object[] }>([
  {
    why: 'one function keeps all but its runtime',
    given: [{ runtime: 'A', memorySize: 512 }],
    provider: { runtime: 'A' },
    left: [{ memorySize: 512 }],
  },
  {
    why: 'what most have goes to the provider, and who is at the default says so then',
    given: [{ memorySize: 512 }, { memorySize: 512, timeout: 9 }, {}],
    provider: { memorySize: 512 },
    left: [{}, { timeout: 9 }, { memorySize: 128 }],
  },
  { why: 'of the default nothing is said', given: [{}, {}, { memorySize: 512 }], provider: {}, left: [{}, {}, { memorySize: 512 }] },
  {
    why: 'a role is never inherited by who has none: one could not take it back',
    given: [{ role: 'a' }, { role: 'a' }, {}],
    provider: {},
    left: [{ role: 'a' }, { role: 'a' }, {}],
  },
  { why: 'a role that all have is shared', given: [{ role: 'a' }, { role: 'a' }], provider: { role: 'a' }, left: [{}, {}] },
  {
    why: 'variables that all have with one value are shared, others stay',
    given: [{ environment: { A: '1', B: '1' } }, { environment: { A: '1', B: '2' } }],
    provider: { environment: { A: '1' } },
    left: [{ environment: { B: '1' } }, { environment: { B: '2' } }],
  },
])('$why', ({ given, provider, left }) => {
  expect(shared(...given)).toEqual({ provider, functions: left });
});
