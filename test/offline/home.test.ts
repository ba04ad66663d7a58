import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeOf } from '../../src/offline/home';
import { creation } from '../api/control/stage';
import { folder, open, planIn } from './opening';

/** What an action of the API answers. */
async function asked({ origin }: { readonly origin: string }, action: string, body: object = {}): Promise<unknown> {
  const headers = { 'content-type': 'application/json', 'x-tc-action': action, 'x-tc-version': '2018-04-16' };
  const response = await fetch(origin, { method: 'POST', headers, body: JSON.stringify(body) });
  const { Response: answer } = (await response.json()) as { readonly Response: object };
  expect(answer).not.toHaveProperty('Error');
  return answer;
}

function inRegion(dir: string, region: string) {
  return { ...planIn(dir, {}), region };
}

it('S5: a region has none of what was made in another one from the same folder, and finds its own again', async () => {
  const dir = folder();
  const begin = (region: string) => open(dir, inRegion(dir, region), { ephemeral: false });
  const first = await begin('ap-guangzhou');
  await asked(first.offline, 'CreateFunction', creation('made'));
  await asked(first.offline, 'PutReservedConcurrencyConfig', { FunctionName: 'made', ReservedConcurrencyMem: 1280 });
  await first.offline.close();
  const other = await begin('ap-shanghai');
  expect(await asked(other.offline, 'ListFunctions')).toMatchObject({ TotalCount: 0 });
  expect(await asked(other.offline, 'GetAccount')).toMatchObject({ AccountUsage: { TotalAllocatedConcurrencyMem: 0 } });
  await asked(other.offline, 'CreateFunction', creation('there'));
  await other.offline.close();
  for (const [region, name] of [
    ['ap-guangzhou', 'made'],
    ['ap-shanghai', 'there'],
  ] as const) {
    const again = await begin(region);
    expect(again.offline.restored.refused).toEqual([]);
    expect(await asked(again.offline, 'ListFunctions')).toMatchObject({ TotalCount: 1, Functions: [{ FunctionName: name }] });
    await again.offline.close();
  }
});

it('what is kept in memory leaves the code alone that a durable region was given', async () => {
  const dir = folder();
  const plan = inRegion(dir, 'ap-guangzhou');
  const first = await open(dir, plan, { ephemeral: false });
  await asked(first.offline, 'CreateFunction', creation('made'));
  await first.offline.close();
  await (await open(dir, plan)).offline.close();
  const again = await open(dir, plan, { ephemeral: false });
  expect(again.offline.restored.refused).toEqual([]);
  expect(await asked(again.offline, 'ListFunctions')).toMatchObject({ TotalCount: 1, Functions: [{ FunctionName: 'made', Status: 'Active' }] });
});

describe('the folder of a region', () => {
  it('is that of the service for the one that was there first, also where nobody has said which it was', async () => {
    const dir = folder();
    mkdirSync(join(dir, '.serverless-scf'));
    writeFileSync(join(dir, '.serverless-scf', 'region.db'), '');
    expect(await homeOf(dir, 'ap-beijing', false)).toBe(join(dir, '.serverless-scf'));
    expect(await homeOf(dir, 'ap-tokyo', false)).toBe(join(dir, '.serverless-scf', 'regions', 'ap-tokyo'));
    expect(await homeOf(dir, 'ap-beijing', false)).toBe(join(dir, '.serverless-scf'));
  });

  it.each([
    ['nothing', ''],
    ['zeros, as after a power failure', '\0'.repeat(13)],
    ['anything else that is no name', '../elsewhere\n'],
  ])('is that of the service where the file that names its region holds %s', async (_, text) => {
    const dir = folder();
    mkdirSync(join(dir, '.serverless-scf'));
    writeFileSync(join(dir, '.serverless-scf', 'region'), text);
    expect(await homeOf(dir, 'ap-beijing', false)).toBe(join(dir, '.serverless-scf'));
    expect(await homeOf(dir, 'ap-tokyo', false)).toBe(join(dir, '.serverless-scf', 'regions', 'ap-tokyo'));
  });

  it('is nobody’s for what is kept in memory: that makes no region the first', async () => {
    const dir = folder();
    await homeOf(dir, 'ap-beijing', true);
    expect(existsSync(join(dir, '.serverless-scf', 'region'))).toBe(false);
  });

  it('cannot be had where nothing can be written', async () => {
    const dir = folder();
    writeFileSync(join(dir, '.serverless-scf'), '');
    await expect(homeOf(dir, 'ap-beijing', false)).rejects.toMatchObject({ name: 'OfflineFault', detail: { kind: 'noFolder' } });
  });
});
