import fc from 'fast-check';
import { nested } from '../../src/api/nested';

it.each<[string, [string, string][], unknown]>([
  ['names', [['A', '1']], { A: '1' }],
  [
    'objects',
    [
      ['Code.ZipFile', 'x'],
      ['Code.CosBucketName', 'y'],
    ],
    { Code: { ZipFile: 'x', CosBucketName: 'y' } },
  ],
  [
    'lists of texts',
    [
      ['Status.1', 'b'],
      ['Status.0', 'a'],
    ],
    { Status: ['a', 'b'] },
  ],
  [
    'lists of objects',
    [
      ['Filters.0.Name', 'N'],
      ['Filters.0.Values.0', 'v'],
    ],
    { Filters: [{ Name: 'N', Values: ['v'] }] },
  ],
  [
    'lists with gaps',
    [
      ['L.999999999', 'z'],
      ['L.7', 'y'],
    ],
    { L: ['y', 'z'] },
  ],
  [
    'nothing for an empty value',
    [
      ['A', ''],
      ['B.0', ''],
    ],
    {},
  ],
  [
    'the last of two',
    [
      ['A', '1'],
      ['A.b', '2'],
      ['A', '3'],
    ],
    { A: '3' },
  ],
  ['nothing that is too deep', [[Array(9).fill('a').join('.'), '1']], {}],
])('makes %s', (_what, flat, values) => {
  expect(JSON.parse(JSON.stringify(nested(flat)))).toEqual(values);
});

it('gives back what was flattened as the SDK does it', () => {
  const leaf = fc.string({ minLength: 1 });
  const name = fc.stringMatching(/^[A-Za-z_]{1,9}$/);
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small', maxDepth: 4 }, leaf, tie('list'), tie('object')),
    list: fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
    object: fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 3 }),
  }));
  fc.assert(
    fc.property(fc.dictionary(name, value), (values) => {
      expect(JSON.parse(JSON.stringify(nested(flattened(values))))).toEqual(JSON.parse(JSON.stringify(values)));
    }),
  );
});

function flattened(value: unknown, path = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([name, each]) => flattened(each, path === '' ? name : `${path}.${name}`));
}
