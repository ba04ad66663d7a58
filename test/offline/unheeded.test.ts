import { unheeded } from '../../src/offline/unheeded';
import { scf2021, scf2025, type RegionPlan } from '../../src/scf';
import { regionPlan } from '../scf/plans';

/** What a service sets of `custom.scf` that joins the region of another (S5). */

const of = (more: Partial<RegionPlan>): RegionPlan => ({ ...regionPlan([]), ...more });
const held = [{ name: 'x', reservedMB: 128, provisionedMB: 0 }];

it.each<{ why: string; joining: Partial<RegionPlan>; region?: Partial<RegionPlan>; options: string[] }>([
  { why: 'nothing', joining: {}, options: [] },
  { why: 'nothing, of a region with settings', joining: {}, region: { profile: { ...scf2025, keepAliveMs: 10_000 }, allocated: held }, options: [] },
  { why: 'a figure', joining: { profile: { ...scf2021, keepAliveMs: 10_000 } }, options: ['engine.keepAliveSec'] },
  {
    why: 'the same as the region',
    joining: { profile: { ...scf2021, keepAliveMs: 1 } },
    region: { profile: { ...scf2025, keepAliveMs: 1 } },
    options: [],
  },
  { why: 'another account quota', joining: { profile: { ...scf2021, accountQuotaMB: 64_000 } }, options: ['account.quotaMB'] },
  { why: 'another profile', joining: { profile: scf2025 }, options: ['profile'] },
  { why: 'the profile of the region', joining: { profile: scf2025 }, region: { profile: scf2025 }, options: [] },
  { why: 'what others hold', joining: { allocated: held }, options: ['account.allocated'] },
  { why: 'how instances are made', joining: { local: { isolation: 'thread', prebooted: 2 } }, options: ['engine.isolation', 'engine.prebooted'] },
  { why: 'busy polling', joining: { local: { isolation: 'process', prebooted: 0, busyPolling: false } }, options: ['engine.busyPolling'] },
])('$why: $options', ({ joining, region = {}, options }) => {
  // As it comes over the wire.
  const told = JSON.parse(JSON.stringify(of(joining))) as RegionPlan;
  expect(unheeded(told, of(region))).toEqual(options.map((option) => `custom.scf.${option}`));
});
