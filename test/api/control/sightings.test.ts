import { functionPlan } from '../../scf/plans';
import { ready } from '../../region/modelledRuntime';
import { cleanStages, reopened, stage, type Stage } from './stage';

afterAll(cleanStages);

const dayMs = 86_400_000;
const a = functionPlan('a', { name: 'a' });
const b = functionPlan('b', { name: 'b', provisionedInstances: 1 });
const behaviours = { b: { init: ready(0) } };

/** What a function is known by, with the times of its version and alias. */
async function knownBy({ ask }: Stage, FunctionName: string): Promise<unknown> {
  const { FunctionId, AddTime } = await ask('GetFunction', { FunctionName });
  const { Versions } = (await ask('ListVersionByFunction', { FunctionName })) as { Versions: { Version: string; AddTime: string }[] };
  const { Aliases } = (await ask('ListAliases', { FunctionName })) as { Aliases: { AddTime: string }[] };
  return { FunctionId, AddTime, versions: Versions.map((one) => [one.Version, one.AddTime]), aliases: Aliases.map((one) => one.AddTime) };
}

/** A later process, a day on unless said. */
async function later(before: Stage, options: NonNullable<Parameters<typeof reopened>[1]>, days = 1): Promise<Stage> {
  return (await reopened(before, { startMs: before.runtime.clock.nowMs() + days * dayMs, behaviours, ...options })).after;
}

describe('a function that is only in serverless.yml', () => {
  it('has the same FunctionId and AddTime at each start, and so have the namespaces', async () => {
    const functions = [a, b];
    const first = stage({ functions, behaviours, overrides: { namespace: 'shop' } });
    const of = { Namespace: 'shop' };
    const told = async ({ ask }: Stage) => [await ask('GetFunction', { FunctionName: 'a', ...of }), await ask('ListNamespaces')] as const;
    const [{ FunctionId, AddTime }, namespaces] = await told(first);
    const third = await later(await later(first, { functions, overrides: { namespace: 'shop' } }), { functions, overrides: { namespace: 'shop' } });
    expect(await told(third)).toEqual([expect.objectContaining({ FunctionId, AddTime }), namespaces]);
  });

  it('has them again where the API gives it something in between, and of its version and alias the times', async () => {
    const functions = [a, b];
    const first = stage({ functions, behaviours });
    const known = [await knownBy(first, 'a'), await knownBy(first, 'b')];
    const second = await later(first, { functions });
    expect([await knownBy(second, 'a'), await knownBy(second, 'b')]).toEqual(known);
    await second.ask('UpdateFunctionConfiguration', { FunctionName: 'a', MemorySize: 256 });
    const third = await later(second, { functions });
    expect([await knownBy(third, 'a'), await knownBy(third, 'b')]).toEqual(known);
  });

  it('has the same FunctionId where nothing is kept, and another one than any other function', async () => {
    const idsOf = async ({ ask }: Stage) => {
      const { Functions } = (await ask('ListFunctions', { Orderby: 'FunctionName', Order: 'ASC' })) as { Functions: { FunctionId: string }[] };
      return Functions.map(({ FunctionId }) => FunctionId);
    };
    const ids = await idsOf(stage({ functions: [a, b], behaviours }));
    expect(await idsOf(stage({ functions: [a, b], behaviours, startMs: 1_790_000_000_000 }))).toEqual(ids);
    const others = await idsOf(stage({ functions: [functionPlan('a', { name: 'a-prod' })] }));
    expect(new Set([...ids, ...others]).size).toBe(3);
  });

  it('is another one after the API has deleted it, and when it is made anew with asynchronous execution (S76)', async () => {
    const first = stage({ functions: [a, b], behaviours });
    await first.ask('DeleteFunction', { FunctionName: 'a' });
    const second = await later(first, { functions: [a, b] });
    const { AddTime } = await second.ask('GetFunction', { FunctionName: 'a' });
    expect(AddTime).not.toBe((await first.ask('GetFunction', { FunctionName: 'b' }))['AddTime']);
    const asyncRun = functionPlan('a', { name: 'a', asyncRun: true });
    second.pass(dayMs);
    expect(second.reload([asyncRun, b], { underWay: () => 0 }).refused).toEqual([]);
    expect((await second.ask('GetFunction', { FunctionName: 'a' }))['AddTime']).not.toBe(AddTime);
  });

  it('has them under a new name, too, and what takes its old one has its own', async () => {
    const first = stage({ functions: [a] });
    const known = await knownBy(first, 'a');
    const renamed = [functionPlan('a', { name: 'z' }), functionPlan('c', { name: 'a' })];
    first.pass(dayMs);
    first.reload([renamed[0] ?? a]);
    first.reload(renamed);
    expect(await knownBy(first, 'z')).toEqual(known);
    const second = await later(first, { functions: renamed });
    expect(await knownBy(second, 'z')).toEqual(known);
    expect(await knownBy(second, 'a')).toEqual(await knownBy(first, 'a'));
    expect(await knownBy(second, 'a')).not.toMatchObject({ FunctionId: (known as { FunctionId: string }).FunctionId });
  });

  it('is listed in the same place, be it brought back with what the API gave to it', async () => {
    const functions = [a, b, functionPlan('c', { name: 'c' })];
    const namesOf = async ({ ask }: Stage) => {
      const { Functions } = (await ask('ListFunctions', { Orderby: 'AddTime' })) as { Functions: { FunctionName: string }[] };
      const { AccountUsage } = (await ask('GetAccount')) as { AccountUsage: { Namespace: { Functions: string[] }[] } };
      return [Functions.map(({ FunctionName }) => FunctionName), AccountUsage.Namespace[0]?.Functions];
    };
    const first = stage({ functions, behaviours });
    await first.ask('PutReservedConcurrencyConfig', { FunctionName: 'a', ReservedConcurrencyMem: 128 });
    const names = await namesOf(first);
    expect(names).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
    expect(await namesOf(await later(first, { functions }))).toEqual(names);
  });

  it('is remembered for 30 days while serverless.yml does not have it, and a thousand of those', async () => {
    const first = stage({ functions: [a, b], behaviours });
    const known = await knownBy(first, 'a');
    first.reload([b]);
    const away = await later(first, { functions: [b] }, 29);
    const back = await later(away, { functions: [a, b] }, 0);
    expect(await knownBy(back, 'a')).toEqual(known);
    const unseen = await later(await later(back, { functions: [b] }), { functions: [b] }, 31);
    expect(unseen.store.documents('service.sighting').map(({ key }) => key)).toEqual(['b default:b']);
    for (let nth = 0; nth < 1_100; nth += 1) unseen.store.put('service.sighting', `k${nth} default:old${nth}`, { form: 1, id: '', addMs: 0 });
    const crowded = await later(await later(unseen, { functions: [b] }), { functions: [b] });
    expect(crowded.store.documents('service.sighting')).toHaveLength(1_001);
  });
});

it('a namespace that a service brings is its own, also where one of that name was made through the API and deleted', async () => {
  const made = stage();
  await made.ask('CreateNamespace', { Namespace: 'second', Description: 'made' });
  const after = await later(made, {});
  await after.ask('DeleteNamespace', { Namespace: 'second' });
  after.reload([functionPlan('a', { name: 'a', namespace: 'second' })]);
  await after.ask('DeleteFunction', { FunctionName: 'a', Namespace: 'second' });
  expect(await after.refused('DeleteNamespace', { Namespace: 'second' })).toBe('FailedOperation.DeleteNamespace');
});
