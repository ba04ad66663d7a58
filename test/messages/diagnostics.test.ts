import { catalogue, describe as inWords, diagnosticTexts, type DiagnosticCode, type DiagnosticParams } from '../../src/messages';
import { apiTexts } from '../../src/messages/api';
import { archiveTexts } from '../../src/messages/archive';
import { deployTexts } from '../../src/messages/deploy';
import type { Text } from '../../src/messages/text';
import { applyingTexts } from '../../src/messages/deployApplying';
import { deployCodeTexts } from '../../src/messages/deployCode';
import { planningTexts } from '../../src/messages/deployPlanning';
import { deployReportTexts } from '../../src/messages/deployReport';
import { importingTexts } from '../../src/messages/importing';
import { remoteTexts } from '../../src/messages/remote';
import { removeTexts } from '../../src/messages/remove';
import { rollbackTexts } from '../../src/messages/rollback';

/** One example of each code's parameters, or several where the words differ. */
const examples: { readonly [C in DiagnosticCode]: readonly DiagnosticParams[C][] } = {
  SCF101: [
    { option: 'timeout', value: '"3"', expected: ['integer'], write: '3' },
    { option: 'reservedConcurrency', value: 'true', expected: ['integer', '{ quotaMB, instances }'], write: undefined },
    { option: 'asyncRunEnable', value: '1', expected: ['boolean'], write: undefined },
  ],
  SCF102: [
    ...(['min', 'max', 'above', 'below'] as const).map((kind) => ({ option: 'timeout', value: '0', bound: { kind, limit: 1 }, unit: 's' })),
    ...(['items', 'fewItems', 'length'] as const).map((kind) => ({
      option: 'layers',
      value: '[]',
      bound: { kind, limit: 5, has: 6 },
      unit: 'items',
    })),
  ],
  SCF103: [
    { name: 'memroySize', under: 'functions.a', nearest: 'memorySize', known: ['memorySize'] },
    { name: 'what', under: 'functions.a', nearest: undefined, known: ['memorySize', 'timeout'] },
    { name: 'timeout:30', under: 'functions.a', nearest: undefined, known: ['timeout'], write: 'timeout: 30' },
  ],
  SCF104: [
    { name: 'handler', under: 'functions.a' },
    { name: 'service', under: undefined },
  ],
  SCF105: [
    { option: 'type', value: '"Web"', values: ['event', 'web'], nearest: 'web' },
    { option: 'type', value: '"x"', values: ['event', 'web'], nearest: undefined },
    { option: 'provider.name', value: '"aws"', values: ['tencent'], nearest: undefined },
    { option: 'runtime', value: '"Nodejs20.19"', values: ['Nodejs18.15', 'Go1'], nearest: undefined, newer: true },
    { option: 'events', value: '"cos:ObjectCreated:Putt"', values: ['cos:ObjectCreated:Put'], nearest: 'cos:ObjectCreated:Put', newer: true },
  ],
  SCF106: (
    [
      ...([
        'functionName',
        'longName',
        'namespace',
        'namespaceAndName',
        'service',
        'stage',
        'region',
        'handler',
        'javaHandler',
        'goHandler',
        'webHandler',
        'handlerEnding',
        'handlerOutside',
        'qualifier',
        'triggerName',
        'layerName',
        'suffix',
        'bucketRegion',
      ] as const),
      ...(['environmentKey', 'emptyVariable', 'zeroByte', 'nonEmpty', 'path', 'oneAmount', 'oneEvent', 'duplicate', 'order', 'other'] as const),
      ...([
        'oneDistribution',
        'percentiles',
        'shares',
        'checkOrder',
        'oneConcurrency',
        'trackingAlone',
        'noFigure',
        'fixedInterval',
        'twiceAllocated',
        'duplicateTime',
        'bucket',
      ] as const),
    ] as const
  ).flatMap((form) => [
    { option: 'name', value: '"1"', form },
    { option: 'name', value: '"1"', form, write: 'name2' },
  ]),
  SCF107: [{ function: 'a', bytes: 5000, limit: 4096, largest: 'KEY' }],
  SCF108: [{ key: 'SCF_X', prefix: 'SCF_' }],
  SCF109: [
    ...(['aws', 'tencent', 'api', 'unit', 'awsMemory', 'perFunction', 'perProvider'] as const).map((why) => ({
      written: 'x',
      write: 'y',
      why,
      rename: 'y',
      replace: undefined,
    })),
    { written: 'x', write: undefined, why: 'unused', rename: undefined, replace: undefined },
    { written: 'reservedConcurrentExecutions', write: 'y', why: 'aws', rename: undefined, replace: undefined },
  ],
  SCF110: [
    ...(['missing', 'absent', 'folder', 'empty', 'bytes', 'notMap', 'documents', 'deep', 'code', 'elsewhere'] as const).map((kind) => ({
      file: 'serverless.yml',
      reason: { kind },
    })),
    { file: 'serverless.yml', reason: { kind: 'large', bytes: 9, limit: 5 } },
    { file: 'serverless.yml', reason: { kind: 'system', detail: 'EACCES' } },
    ...(
      [
        undefined,
        'tab',
        'twice',
        'indent',
        'unclosed',
        'colons',
        'noColon',
        'variable',
        'alias',
        'merge',
        'conflict',
        'reserved',
        'escape',
        'trailing',
        'comma',
        'json',
      ] as const
    ).map((fault) => ({
      file: 'serverless.yml',
      reason: { kind: 'syntax' as const, detail: 'name', fault },
    })),
  ],
  SCF111: [
    { variable: '${ssm:/x}', reason: { kind: 'source', source: 'ssm' } },
    ...(['missing', 'cycle', 'syntax', 'outside', 'script', 'format', 'notText', 'deep'] as const).map((kind) => ({
      variable: '${env:X}',
      reason: { kind },
    })),
    { variable: '${file(x.yml)}', reason: { kind: 'noFile', name: 'x.yml' } },
  ],
  SCF112: [
    { name: 'helo', nearest: 'hello', known: ['hello'] },
    { name: 'x', nearest: undefined, known: ['hello', 'bye'] },
  ],
  SCF113: [
    { function: 'a', handler: 'index.main_handler', tried: ['index.js', 'index.mjs'], unbuilt: false },
    { function: 'a', handler: 'dist/index.main_handler', tried: ['dist/index.js'], unbuilt: true },
    { function: 'a', handler: 'dist/index.main_handler', tried: ['dist/index.js', 'dist/index.cjs'], unbuilt: true },
    { function: 'a', handler: 'main', tried: ['main', 'other.exe'], unbuilt: false },
  ],
  SCF114: [
    { function: 'a', file: 'index.js', name: 'main_handler', exported: [], nearest: undefined },
    { function: 'a', file: 'index.js', name: 'main_handlr', exported: ['main_handler', 'other'], nearest: 'main_handler' },
    { function: 'a', file: 'index.py', name: 'main_handler', exported: ['main'], nearest: undefined },
  ],
  SCF115: [{ name: 'shop-dev-a', function: 'a', other: 'b' }],
  SCF116: (['functions', 'triggers', 'triggersOfType'] as const).map((what) => ({ what, under: 'functions', count: 52, limit: 50 })),
  SCF117: [{ option: 'events[0].timer.message', bytes: 5000, limit: 4096 }],
  SCF118: (['component', 'multi-scf', 'components', 'tcsam'] as const).flatMap((kind) => [
    { component: 'scf', kind, write: undefined },
    { component: 'scf', kind, write: 'functions: { a: { handler: index.main } }' },
  ]),
  SCF119: [{ function: 'b', other: 'a', bucket: 'pictures-1250000000', event: 'cos:ObjectCreated:Put', otherEvent: 'cos:ObjectCreated:*' }],
  SCF120: (['shebang', 'lineEnds', 'mode'] as const).map((why) => ({ function: 'a', file: 'scf_bootstrap', why })),
  SCF121: (['serverless-tencent-scf', 'serverless-offline', 'serverless-esbuild', 'serverless-webpack', 'serverless-plugin-warmup'] as const).map(
    (plugin) => ({ plugin }),
  ),
  SCF122: [{ function: 'a', file: 'index.js', runtime: 'Nodejs18.15' }],
  SCF201: [
    { value: 200, lower: 128, higher: 256 },
    { value: 5000, lower: 3072, higher: undefined },
  ],
  SCF202: [{ value: 300, memoryMB: 256, instances: 1, remainderMB: 44 }],
  SCF203: [
    {
      accountMB: 128_000,
      floorMB: 12_800,
      allocatedMB: 115_201,
      overMB: 1,
      shares: [{ name: 'a', mb: 115_201, by: 'reserved' }],
      lower: undefined,
      quotaOption: 'q',
    },
    {
      accountMB: 1,
      floorMB: 2,
      allocatedMB: 0,
      overMB: 1,
      shares: [],
      lower: { option: 'reservedConcurrency', function: 'a', to: '128 MB' },
      quotaOption: 'q',
    },
  ],
  SCF204: [true, false].map((count) => ({ value: 5, memoryMB: 256, count })),
  SCF205: [{ value: 300, memoryMB: 256, instances: 1, remainderMB: 44 }],
  SCF206: [true, false].flatMap((tracked) =>
    [true, false].map((mayRaise) => ({ reservedMB: 256, provisionedMB: 512, instances: 2, memoryMB: 256, fits: 1, tracked, mayRaise })),
  ),
  SCF207: [1, 2].map((instances) => ({ function: 'a', instances })),
  SCF208: [{ qualifier: '"$LATEST"' }],
  SCF209: [true, false].map((count) => ({ value: 5, memoryMB: 256, count })),
  SCF210: (['second', 'minute', 'hour', 'day', 'month', 'weekday', 'year'] as const).map((field) => ({
    option: 'provisionedConcurrency.schedule[0].cron',
    value: '"99 * * * * * *"',
    field,
    part: '99',
  })),
  SCF211: [{ option: 'events[0].timer', value: '"0 0 8 30 2 * *"' }],
  SCF212: [{ function: 'a', count: 12, limit: 10 }],
  SCF213: [{ first: 'morning', second: 'early', atSec: 1_767_600_000, gapSec: 30, limit: 60 }],
  SCF214: [4, 0].map((fits) => ({ function: 'a', instances: 9, memoryMB: 256, neededMB: 2304, freeMB: 256 * fits, fits })),
  SCF215: [{ accountMB: 1280, provisionedMB: 1408, overMB: 128, shares: [{ name: 'a', mb: 1408 }], quotaOption: 'q' }],
  SCF216: [{ option: 'events[0].timer', value: '"0 0 8 * * 1 *"', part: '1', write: 'MON' }],
  SCF217: [
    { option: 'events[0].timer', value: '"*/5 * * * *"', fields: 5, write: '0 */5 * * * * *' },
    { option: 'events[0].timer', value: '"*"', fields: 1, write: undefined },
    { option: 'events[0].timer', value: '"*/5 * * * *"', fields: 5, write: '0 */5 * * * * *', step: 5 },
  ],
  SCF218: [{ quotaOption: 'q', mb: 128_000, other: 'billing', otherMB: 256_000 }],
  SCF219: [{ quotaOption: 'q', mb: 128_000, liveMB: 256_000, region: 'ap-guangzhou' }],
  SCF301: [{ function: 'a', timeout: 3600, limit: 900, asyncLimit: 86_400 }],
  SCF302: [{ timeout: 90_000, limit: 86_400 }],
  SCF303: [{ function: 'a' }],
  SCF304: [{ function: 'a' }],
  SCF305: [{ function: 'a' }],
  SCF306: [{ function: 'a', retryNum: 1 }],
  SCF307: [{ function: 'a', timeout: 30_000, limit: 21_600 }],
  SCF308: [{ function: 'a', requests: 7 }],
  SCF401: [true, false].map((configured) => ({ function: 'a', name: 'shop-dev-a', configured })),
  SCF501: [{ instances: 250, perMinute: 100, minutes: 3 }],
  SCF502: [{ reservedMB: 128_000, memoryMB: 128, instances: 1000, perMinute: 500, minutes: 2 }],
  SCF503: [{ option: 'layers', functions: ['a', 'b'] }],
  SCF504: [{ function: 'a', reservedMB: 1280, provisionedMB: 1408, memoryMB: 128, idle: 1 }],
  SCF505: [true, false].map((alone) => ({ code: 'SCF205', alone })),
  SCF506: [
    ...(['noReason', 'noCode', 'notSuppressible'] as const).map((why) => ({ text: '# scf-ignore SCF110', why, nearest: undefined })),
    { text: '# scf-ignore SCF20: so', why: 'unknownCode', nearest: 'SCF205' },
  ],
  SCF507: [1, 2].map((count) => ({ file: 'scf-baseline.json', count, codes: ['SCF205', 'SCF304'] })),
  SCF508: [[], ['dev'], ['dev', 'test', 'prod', 'other']].map((stages) => ({ stages })),
};

const chinese = /[\u4e00-\u9fff]/;
const codes = Object.keys(diagnosticTexts) as DiagnosticCode[];

it.each(codes)('says %s in both languages, with its numbers', (code) => {
  for (const params of examples[code]) {
    const en = inWords(code, params, 'en');
    const zh = inWords(code, params, 'zh');
    for (const said of [en, zh]) expect(`${said.message}${said.fix}`).not.toMatch(/undefined|NaN|\[object/);
    expect(`${en.message}${en.fix}`).not.toMatch(chinese);
    expect(zh.message).toMatch(chinese);
    expect(zh.fix).toMatch(chinese);
    // Both name the same figures: whoever translates one must not lose a number of the other.
    expect(numbersOf(zh.message)).toEqual(numbersOf(en.message));
    expect(numbersOf(zh.fix)).toEqual(numbersOf(en.fix));
  }
});

function numbersOf(text: string): string[] {
  return (text.match(/\d+/g) ?? []).sort();
}

/** Parts that commands load by themselves. */
const parts = [
  apiTexts,
  applyingTexts,
  archiveTexts,
  deployCodeTexts,
  deployReportTexts,
  deployTexts,
  importingTexts,
  planningTexts,
  remoteTexts,
  removeTexts,
  rollbackTexts,
];

it.each([catalogue, ...parts].flatMap((texts) => Object.entries<Text<never>>(texts)))('has %s in both languages', (_key, { en, zh }) => {
  expect([typeof en, typeof zh]).toEqual(['function', 'function']);
  // A few texts are all figures, and differ by their full-width signs alone.
  expect(zh.toString()).toMatch(/[\u4e00-\u9fff\uff08\uff1a\u201c]/);
  expect(en.toString()).not.toMatch(chinese);
});

it('names no functions of a service that has none', () => {
  const params = { name: 'x', nearest: undefined, known: [] };
  expect([inWords('SCF112', params, 'en').fix, inWords('SCF112', params, 'zh').fix]).toEqual(['remove it', '请去掉它']);
});

it('S10: says of a region that the list does not have whether it is a value or the name of an entry', () => {
  const params = { option: 'o', value: '"ap-x"', values: ['ap-a'], nearest: undefined, newer: true };
  const messages = (['en', 'zh'] as const).flatMap((lang) => [params, { ...params, entry: true }].map((one) => inWords('SCF105', one, lang).message));
  expect(messages).toEqual([
    'o is "ap-x", which this package does not know',
    'o names "ap-x", which this package does not know',
    '本工具尚不认识 o 的值 "ap-x"',
    '本工具尚不认识 o 中的 "ap-x"',
  ]);
});

it('S13: speaks of an account below the floor as what it is, and not of a negative rest', () => {
  const params = {
    accountMB: 1000,
    floorMB: 12_800,
    allocatedMB: 0,
    overMB: 11_800,
    shares: [],
    lower: undefined,
    quotaOption: 'custom.scf.account.quotaMB',
  };
  expect(inWords('SCF203', params, 'en')).toEqual({
    message: 'the account quota of 1000 MB is 11800 MB less than the floor of 12800 MB, so nothing can be allocated',
    fix: 'if the account has more, say so: custom.scf.account.quotaMB: 12800; if its floor is lower, write custom.scf.engine.floorMB',
  });
  const held: DiagnosticParams['SCF203'] = { ...params, allocatedMB: 256, overMB: 12_056, shares: [{ name: 'a', mb: 256, by: 'reserved' }] };
  expect(inWords('SCF203', held, 'zh')).toEqual({
    message: '账号配额 1000 MB 比不可分配的 12800 MB 少 11800 MB，因此没有可分配的配额；而已分配 256 MB：a 独占 256 MB',
    fix: '若账号配额实际更高，请写明 custom.scf.account.quotaMB: 13056；若不可分配的部分实际更低，请设置 custom.scf.engine.floorMB',
  });
});
