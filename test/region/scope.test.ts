import { functionPlan } from '../scf/plans';
import { open } from './opened';

it('S5: what one region has used up, another has not', async () => {
  const small = () => open({ functions: [functionPlan('a')], overrides: { profile: { accountQuotaMB: 128, floorMB: 0, burstPerMinute: 1 } } });
  const [guangzhou, shanghai] = [small(), small()];
  const calls = [guangzhou.invoke('a'), guangzhou.invoke('a'), shanghai.invoke('a')];
  guangzhou.runtime.pass(1_000);
  shanghai.runtime.pass(1_000);
  expect((await Promise.all(calls.map(({ ended }) => ended))).map(({ record }) => record.status)).toEqual([200, 432, 200]);
});
