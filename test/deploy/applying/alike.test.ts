import { holds } from '../../../src/deploy/applying/alike';

it.each<[what: string, told: unknown, sent: unknown, same: boolean]>([
  ['the same', { MemorySize: 128 }, { MemorySize: 128 }, true],
  ['another figure', { MemorySize: 256 }, { MemorySize: 128 }, false],
  ['more than was sent', { MemorySize: 128, Status: 'Active' }, { MemorySize: 128 }, true],
  ['nothing about it', {}, { CodeSource: 'ZipFile' }, true],
  ['null for nothing', { Role: null }, { Role: '' }, true],
  ['something where nothing was sent', { Role: 'SCF_Run' }, { Role: '' }, false],
  ['a cleared environment', { Environment: { Variables: [] } }, { Environment: { Variables: [{ Key: '', Value: '' }] } }, true],
  [
    'an environment that was not cleared',
    { Environment: { Variables: [{ Key: 'A', Value: '1' }] } },
    { Environment: { Variables: [{ Key: '', Value: '' }] } },
    false,
  ],
  ['another order', [{ Key: 'A' }, { Key: 'B' }], [{ Key: 'B' }, { Key: 'A' }], true],
  ['nothing said at all', { Status: 'Active' }, {}, true],
  ['one more', [{ Key: 'A' }, { Key: 'B' }], [{ Key: 'A' }], false],
])('%s', (_what, told, sent, same) => {
  expect(holds(told, sent)).toBe(same);
});
