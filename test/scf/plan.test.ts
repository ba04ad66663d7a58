import { resolveQualifier, versionsOf } from '../../src/scf';

const plain = { provisionedInstances: 0 };
const provisioned = { provisionedInstances: 2 };

it('has a published version where something is provisioned (S21)', () => {
  expect(versionsOf(plain)).toEqual(['$LATEST']);
  expect(versionsOf(provisioned)).toEqual(['$LATEST', '1']);
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
