import type { DeployPlan, FieldChange, Step, StepWork } from '../../src/deploy/plan';
import { deployPlanText } from '../../src/report/deployPlan';
import { allocate, type QuotaClaim } from '../../src/scf';

/** What people see before anything is done. */

function planned(changes: Partial<DeployPlan> = {}): DeployPlan {
  const none = allocate(128_000, 12_800, []);
  return {
    formatVersion: 1,
    service: 'media',
    stage: 'dev',
    region: 'ap-guangzhou',
    namespace: 'default',
    host: 'scf.tencentcloudapi.com',
    functions: [],
    steps: [],
    account: { before: none, after: none, peakMB: 0 },
    strays: [],
    fingerprint: 'f'.repeat(64),
    ...changes,
  };
}

const name = 'media-dev-resize';

function steps(...works: readonly StepWork[]): Step[] {
  return works.map((work, index) => ({ id: `resize:${work.kind}:${index}`, function: name, after: [], work }));
}

function field(option: string, before: FieldChange['before'], after: FieldChange['after'], part: FieldChange['part'] = 'configuration'): FieldChange {
  return { part, option, before, after, immutable: false };
}

const work: StepWork = { kind: 'updateConfiguration', params: {} };

function shown(changes: Partial<DeployPlan>, lang: 'en' | 'zh' = 'en'): Promise<string> {
  return deployPlanText(planned(changes), { lang, colour: false });
}

function updated(...fields: readonly FieldChange[]): Partial<DeployPlan> {
  return { functions: [{ key: 'resize', name, kind: 'update', fields }], steps: steps(work) };
}

it('says in one line that there is nothing to do', async () => {
  const functions = [{ key: 'resize', name, kind: 'same' as const, fields: [] }];
  expect(await shown({ functions })).toBe(
    'media, stage dev → ap-guangzhou (scf.tencentcloudapi.com)\nNo changes: the 1 function is as the service wants it.',
  );
  expect(await shown({ functions }, 'zh')).toContain('没有变更：全部 1 个函数均与配置一致。');
});

it('names strays even where there is nothing to do, and cuts a long list of them', async () => {
  const strays = Array.from({ length: 12 }, (_, index) => `media-dev-old${index}`);
  const text = await shown({ strays });
  expect(text).toContain('media-dev-old9 and 2 more');
  expect(text).not.toContain('media-dev-old10');
  expect(text).toContain('--prune');
});

it.each([
  { change: field('memorySize', 512, 1024), says: 'memorySize  512 → 1024' },
  { change: field('vpc.vpcId', undefined, 'vpc-1'), says: 'vpc.vpcId  vpc-1' },
  { change: field('role', 'reader', undefined), says: 'role  reader → (none)' },
  { change: field('layers', [], [{ name: 'sharp', version: 3 }]), says: 'layers  [] → [{ name: sharp, version: 3 }]' },
  { change: field('code', 'a'.repeat(64), 'b'.repeat(64), 'code'), says: `code  ${'a'.repeat(12)} → ${'b'.repeat(12)}` },
  { change: field('code', undefined, undefined, 'code'), says: 'code  new contents' },
  { change: field('description', '', 'x'.repeat(200)), says: `description  '' → ${'x'.repeat(59)}…` },
  { change: field('description', '', '云'.repeat(100)), says: `description  '' → ${'云'.repeat(29)}…` },
  { change: field('description', '', 'a\u001b[31m\u009b'), says: 'description  \'\' → "a\\u001b[31m·"' },
])('shows a difference in the words of serverless.yml: $says', async ({ change, says }) => {
  expect((await shown(updated(change))).split('\n')).toContain(`    ${says}`);
});

it.each([
  { change: field('environment.TOKEN', 'old-secret', 'new-secret'), says: 'changed (values hidden)' },
  { change: field('environment.TOKEN', undefined, 'new-secret'), says: 'set (values hidden)' },
  { change: field('environment.TOKEN', 'old-secret', undefined), says: 'taken away' },
  { change: field('environment', { A: 'old-secret' }, { B: 'new-secret' }), says: 'A, B  changed (values hidden)' },
  { change: field('environment', undefined, { A: 'new-secret', B: '' }), says: 'A, B  set (values hidden)' },
])('S152: never shows a value of environment: $says', async ({ change, says }) => {
  const text = await shown(updated(change));
  expect(text).toContain(`${change.option}  ${says}`);
  expect(text).not.toContain('secret');
});

it('keeps columns even where names are Chinese', async () => {
  const text = await shown(updated(field('tags.部门', undefined, 'a'), field('tags.owner', undefined, 'b')));
  expect(text.split('\n').slice(3, 5)).toEqual(['    tags.部门   a', '    tags.owner  b']);
});

it('S22, S29: tells the order in which traffic moves to a new version', async () => {
  const of = { publishedBy: 'resize:publish:0' };
  const swap = steps(
    { kind: 'publish', description: '' },
    { kind: 'putReserved', mb: 4096, beforeMB: 2048 },
    { kind: 'putProvisioned', of, params: {}, instances: 4 },
    { kind: 'awaitProvisioned', of, instances: 4 },
    { kind: 'moveAlias', to: of, from: '3' },
    { kind: 'deleteProvisioned', of: { version: '3' } },
    { kind: 'putReserved', mb: 2048, beforeMB: 4096 },
    { kind: 'verify' },
  );
  const text = await shown({ functions: [{ key: 'resize', name, kind: 'update', fields: [] }], steps: swap });
  expect(text.split('\n').filter((line) => /^ +\d\./.test(line))).toEqual([
    '    1. a version is published',
    '    2. the reservation becomes 4096 MB, from 2048 MB',
    '    3. 4 instances are provisioned on the new version, until all are available',
    '    4. $DEFAULT moves from version 3 to the new version: traffic goes there from then on',
    '    5. the provisioned instances of version 3 are released',
    '    6. the reservation becomes 2048 MB, from 4096 MB',
  ]);
  expect(text).not.toContain('cold starts');
});

it('warns where the old instances go before the new ones are there', async () => {
  const of = { publishedBy: 'resize:publish:0' };
  const swap = steps(
    { kind: 'publish', description: '' },
    { kind: 'deleteProvisioned', of: { version: '3' } },
    { kind: 'putProvisioned', of, params: {}, instances: 4 },
    { kind: 'awaitProvisioned', of, instances: 4 },
    { kind: 'moveAlias', to: of, from: '3' },
  );
  expect(await shown({ functions: [{ key: 'resize', name, kind: 'update', fields: [] }], steps: swap })).toContain('! between releasing');
});

it('shows the quota before and after, and nothing of it where it stays', async () => {
  const claim = (claimed: string, reservedMB: number): QuotaClaim => ({ name: claimed, reservedMB, provisionedMB: 0 });
  const before = allocate(128_000, 12_800, [claim(name, 1024), claim('other', 2048)]);
  const after = allocate(128_000, 12_800, [claim(name, 4096), claim('other', 2048)]);
  const text = await shown({ ...updated(field('reservedConcurrency', 1024, 4096, 'reserved')), account: { before, after, peakMB: 8192 } });
  expect(text).toContain('quota of ap-guangzhou');
  expect(text).toMatch(/media-dev-resize\s+│\s+1024 │\s+4096 │ reserved/);
  expect(text).toMatch(/1 other, unchanged\s+│\s+2048 │\s+2048/);
  expect(text).toContain('at most 8192 MB');
  const narrow = await deployPlanText(planned({ ...updated(), account: { before, after, peakMB: 8192 } }), {
    lang: 'zh',
    colour: false,
    columns: 40,
  });
  expect(narrow).toMatch(/\nmedia-dev-resize\n {2}当前 MB +1024\n {2}之后 MB +4096\n/);
  expect(await shown({ ...updated(), account: { before, after: before, peakMB: before.allocatedMB } })).not.toContain('quota of');
});

it.each(['en', 'zh'] as const)('shows every kind of change (%s)', async (lang) => {
  const kinds = ['create', 'update', 'replace', 'delete', 'same'] as const;
  const functions = kinds.map((kind) => ({
    key: kind === 'delete' ? undefined : kind,
    name: `media-dev-${kind}`,
    kind,
    fields: kind === 'same' ? [] : [{ ...field('asyncRunEnable', false, true), immutable: true }],
  }));
  expect(await shown({ functions, steps: steps(work), namespace: 'team', host: '127.0.0.1:8583' }, lang)).toMatchSnapshot();
});

it('sets numbers apart from Chinese characters', async () => {
  const swap = steps({ kind: 'moveAlias', to: { version: '3' }, from: '$LATEST' }, { kind: 'deleteProvisioned', of: { version: '4' } });
  const text = await shown({ functions: [{ key: 'resize', name, kind: 'update', fields: [] }], steps: swap }, 'zh');
  expect(text).toContain('从 $LATEST 切换到版本 3：');
  expect(text).toContain('释放版本 4 的预置实例');
});

describe('the order of versions and quotas', () => {
  const one = { version: '1' };
  const two = { version: '2' };
  const shownOf = (...works: readonly StepWork[]): Promise<string> =>
    shown({ functions: [{ key: 'resize', name, kind: 'update', fields: [] }], steps: steps(...works) });

  it('awaits what was asked for before', async () => {
    const text = await shownOf({ kind: 'awaitProvisioned', of: two, instances: 300 }, { kind: 'moveAlias', from: '1', to: two });
    expect(text).toContain('1. 300 instances of version 2 are awaited\n    2. $DEFAULT moves from version 1 to version 2');
  });

  it('says nothing of an alias that stays where it is', async () => {
    const text = await shownOf({ kind: 'putReserved', mb: 512, beforeMB: 256 }, { kind: 'moveAlias', from: '2', to: two });
    expect(text).not.toContain('$DEFAULT');
    // What stands alone has no number.
    expect(text).toContain('\n    the reservation becomes 512 MB, from 256 MB');
  });

  it.each([
    { from: '1', gap: true },
    { from: '$LATEST', gap: false },
  ])('S29: tells of cold starts when traffic goes to what is released: $gap', async ({ from, gap }) => {
    const text = await shownOf(
      { kind: 'deleteProvisioned', of: one },
      { kind: 'putProvisioned', of: two, params: {}, instances: 2 },
      { kind: 'awaitProvisioned', of: two, instances: 2 },
      { kind: 'moveAlias', from, to: two },
    );
    expect(text.includes('cold starts')).toBe(gap);
  });
});
