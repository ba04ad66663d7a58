import fc from 'fast-check';
import { chosenNames } from '../../../src/deploy/importing';
import { namingOf, needsName } from '../../../src/deploy/importing/naming';

describe('names (S226)', () => {
  it.each([
    {
      names: ['shop-prod-resize', 'shop-prod-thumb'],
      service: 'shop',
      stage: 'prod',
      keys: ['resize', 'thumb'],
      why: 'a word that is used for stages',
    },
    { names: ['shop-prod-img-a', 'shop-prod-img-b'], service: 'shop', stage: 'prod', keys: ['img-a', 'img-b'], why: 'the word is not the last one' },
    { names: ['shop-prod-resize'], service: 'shop', stage: 'prod', keys: ['resize'], why: 'one function is enough where the word tells' },
    { names: ['team-pay-create', 'team-pay-refund'], service: 'team', stage: 'pay', keys: ['create', 'refund'], why: 'what several names agree on' },
    { names: ['order-api-handler'], service: 'order-api', stage: 'dev', keys: ['order-api-handler'], why: 'one name alone tells no stage' },
    { names: ['resize', 'thumb'], service: 'imported-service', stage: 'dev', keys: ['resize', 'thumb'], why: 'nothing in common' },
    { names: ['my_shop_resize'], service: 'imported-service', stage: 'dev', keys: ['my_shop_resize'], why: 'no service can be called so' },
    {
      names: ['shop-resize', 'shop-resize-fast'],
      service: 'shop',
      stage: 'dev',
      keys: ['shop-resize', 'shop-resize-fast'],
      why: 'each keeps a part',
    },
  ])('$names are $service at $stage: $why', ({ names, service, stage, keys }) => {
    const naming = namingOf(names, {});
    expect(naming).toEqual({ service, stage, keys: new Map(names.map((name, index) => [name, keys[index]])) });
  });

  it.each([
    { given: { service: 'shop' }, stage: 'eu', key: 'a' },
    { given: { stage: 'shop' }, stage: 'shop', key: 'eu-a' },
    { given: { service: 'other' }, stage: 'dev', key: 'eu-shop-eu-a' },
    { given: { service: 'eu-shop', stage: 'eu' }, stage: 'eu', key: 'a' },
  ])('takes $given as said', ({ given, stage, key }) => {
    const names = given.service === 'shop' ? ['shop-eu-a', 'shop-eu-b'] : ['eu-shop-eu-a', 'eu-shop-eu-b'];
    const naming = namingOf(names, given);
    expect(naming).toMatchObject({ ...given, stage });
    expect(naming.keys.get(names[0] ?? '')).toBe(key);
  });

  it('gives every function a key of its own, and a name where the key alone would give another', () => {
    const part = fc.constantFrom('a', 'shop', 'prod', 'dev', 'b2', 'x_y');
    const name = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('-'));
    const given = fc.record({ service: fc.constantFrom(undefined, 'shop', 'aa'), stage: fc.constantFrom(undefined, 'prod', 'a') });
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), given, (names, said) => {
        const naming = namingOf(names, said);
        expect(new Set(naming.keys.values()).size).toBe(names.length);
        for (const one of names) {
          const key = naming.keys.get(one) ?? '';
          expect(needsName(one, naming)).toBe(`${naming.service}-${naming.stage}-${key}` !== one);
        }
        expect(naming.service).toMatch(/^[a-zA-Z][0-9a-zA-Z-]+$/);
        expect(naming.stage).toMatch(/^[A-Za-z0-9-]+$/);
      }),
    );
  });
});

describe('what is meant', () => {
  const names = ['team-a', 'team-b', 'other', 'a.b'];
  it.each([
    { wanted: [], found: names, missing: [] },
    { wanted: ['team-*'], found: ['team-a', 'team-b'], missing: [] },
    { wanted: ['team-?', 'nobody', 'x*'], found: ['team-a', 'team-b'], missing: ['nobody', 'x*'] },
    { wanted: ['a.b', 'team'], found: ['a.b'], missing: ['team'] },
    { wanted: ['o[t]her'], found: [], missing: ['o[t]her'] },
  ])('by $wanted', ({ wanted, found, missing }) => {
    expect(chosenNames(names, wanted)).toEqual({ names: found, missing });
  });
});
