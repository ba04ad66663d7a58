import { resolveQualifier, versionsOf } from '../../src/scf';

const plain = { provisionedInstances: 0, schedule: [], tracking: undefined };
const provisioned = { ...plain, provisionedInstances: 2 };
const scheduled = { ...plain, schedule: [{ name: 'morning', cron: '0 0 8 * * * *', instances: 2 }] };
const tracked = { ...plain, tracking: { target: 0.5, min: 1, max: 4 } };

it('has a published version where something is provisioned (S21)', () => {
  expect(versionsOf(plain)).toEqual(['$LATEST']);
  for (const plan of [provisioned, scheduled, tracked]) expect(versionsOf(plan)).toEqual(['$LATEST', '1']);
});

it.each([
  { plan: plain, qualifier: '$LATEST', version: '$LATEST' },
  { plan: plain, qualifier: '$DEFAULT', version: '$LATEST' },
  { plan: plain, qualifier: '1', version: undefined },
  { plan: provisioned, qualifier: '$LATEST', version: '$LATEST' },
  { plan: provisioned, qualifier: '$DEFAULT', version: '1' },
  { plan: provisioned, qualifier: '1', version: '1' },
  { plan: provisioned, qualifier: '2', version: undefined },
  { plan: provisioned, qualifier: '', version: undefined },
  { plan: provisioned, qualifier: '$latest', version: undefined },
])('$qualifier means $version with $plan.provisionedInstances provisioned (S140, S141)', ({ plan, qualifier, version }) => {
  expect(resolveQualifier(plan, qualifier)).toBe(version);
});
