import { UsageError } from '../../src/commands/output';
import { durationMsOf } from '../../src/commands/duration';
import { readSimulateOptions, type RawSimulateOptions } from '../../src/commands/simulateOptions';
import { dir, fileOf, shop, simulated, traceOf } from './simulating';

it.each([
  ['24h', 86_400_000],
  ['1h30m', 5_400_000],
  ['90m', 5_400_000],
  ['10s', 10_000],
  ['500ms', 500],
  ['2d', 172_800_000],
  ['1.5s', 1500],
  ['250', 250],
  ['', undefined],
  ['h', undefined],
  ['1h 30m', undefined],
  ['-1s', undefined],
  ['1w', undefined],
  ['1e3', undefined],
])('%s is %d ms', (text, ms) => {
  expect(durationMsOf(text)).toBe(ms);
});

const chinese = /[\u4e00-\u9fff]/;
const trace = traceOf(['0,f,sync']);
const gzip = fileOf(Buffer.from('1f8b0800', 'hex'));
const utf16 = fileOf(Buffer.from('\ufeffatMs,function,type\n0,f,sync\n', 'utf16le'));
const escaping = traceOf(['0,\u001b[31mred,sync']);
const llm = fileOf('TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:17:03.9799600,4808,10\n');

it.each<{ options: RawSimulateOptions; says: string }>([
  { options: {}, says: 'Name the trace to play: --trace FILE.' },
  { options: { trace: '' }, says: '--trace FILE' },
  { options: { trace: 'none.csv' }, says: '--trace none.csv: there is no such file' },
  { options: { trace: '.' }, says: '--trace .: this is a folder. Name a file' },
  { options: { trace: '-' }, says: '--trace -: this is a pipe or a device. Name a file: it is read more than once.' },
  { options: { trace: '/dev/null' }, says: '--trace /dev/null: this is a pipe or a device.' },
  { options: { trace: `${trace}/none.csv` }, says: `--trace ${trace}/none.csv cannot be read: ENOTDIR` },
  { options: { trace: 'x'.repeat(5_000) }, says: 'cannot be read: ENAMETOOLONG' },
  { options: { trace: gzip }, says: 'the file is compressed. Unpack it first.' },
  { options: { trace: utf16 }, says: 'the file is UTF-16 text. Save it as UTF-8.' },
  { options: { trace: escaping }, says: 'No function stands for \u00b7[31mred.' },
  { options: { trace, map: ['\u001b[31mred'] }, says: 'not "\u00b7[31mred"' },
  { options: { trace, records: trace }, says: 'This file holds something other than records' },
  { options: { trace, format: 'csv' }, says: '--format is one of scf, azure-functions-2021' },
  { options: { trace, map: ['a'] }, says: '--map takes NAME=FUNCTION' },
  { options: { trace, map: ['=f'] }, says: 'not "=f"' },
  { options: { trace, map: ['a='] }, says: 'not "a="' },
  { options: { trace, map: ['a=f', '*=f', 'a=g'] }, says: '--map a is given twice, for f and g' },
  { options: { trace: llm, type: 'Event' }, says: '--type is sync or async, not "Event"' },
  { options: { trace: llm, 'token-ms': '-1' }, says: '--token-ms takes a number' },
  { options: { trace: llm, 'token-base-ms': 'x' }, says: '--token-base-ms takes a number' },
  { options: { trace, durations: 'none.csv' }, says: '--durations none.csv' },
  { options: { trace, memory: 'none.csv' }, says: '--memory none.csv' },
  { options: { trace, 'reorder-rows': '0' }, says: '--reorder-rows takes a whole number from 1 to ' },
  { options: { trace, seed: '1.5' }, says: '--seed takes a whole number' },
  { options: { trace, until: 'tomorrow' }, says: '--until takes a time above 0 such as 24h' },
  { options: { trace, until: '0s' }, says: 'not "0s"' },
  { options: { trace, 'free-tier': 'all' }, says: '--free-tier is one of none, newcomer, standard' },
  { options: { trace, start: '2021-11-01' }, says: '--start takes a date with time and zone' },
  { options: { trace, start: '2021-11-01T00:00:00' }, says: '--start takes a date with time and zone' },
  { options: { trace, start: '2021-02-29T00:00:00Z' }, says: 'not "2021-02-29T00:00:00Z"' },
  { options: { trace, start: '2021-13-01T00:00:00Z' }, says: 'not "2021-13-01T00:00:00Z"' },
  { options: { trace, profile: 'scf-2020' }, says: 'there is no profile "scf-2020"' },
  { options: { trace, records: 'r.ndjson', vary: ['provider.timeout=1'] }, says: '--records is for one run' },
  { options: { trace, type: 'sync' }, says: '--type is for azure-functions-2021, azure-functions-2019, llm-inference; this trace is scf' },
  { options: { trace, 'token-ms': '1' }, says: '--token-ms is for llm-inference; this trace is scf' },
  { options: { trace: llm, 'reorder-rows': '5' }, says: '--reorder-rows is for azure-functions-2021; this trace is llm-inference' },
  { options: { trace: llm, durations: llm, map: ['*=f'] }, says: '--durations is for azure-functions-2019' },
  { options: { trace: llm }, says: '"llm=f"' },
  { options: { trace, map: ['a=nobody'] }, says: 'which the service does not have' },
  { options: { trace, records: '.' }, says: '.: Records are written to a file of their own; this is a folder or a device' },
  { options: { trace, records: 'no/such/folder.ndjson' }, says: 'The records cannot be written' },
  { options: { trace, vary: ['provider.timeout'] }, says: '--vary takes PATH=VALUE' },
  { options: { trace, vary: ['=1'] }, says: 'not "=1"' },
  { options: { trace, vary: ['provider.timeout='] }, says: 'not "provider.timeout="' },
  { options: { trace, vary: ['provider.timeout={'] }, says: 'the values are no YAML' },
  { options: { trace, vary: ['provider.timeout=1], [2'] }, says: 'the values are no YAML' },
  { options: { trace, vary: ['service=a,b'] }, says: 'an option of functions.NAME, provider or custom.scf is varied' },
  { options: { trace, vary: ['functions.f=1'] }, says: 'an option of functions.NAME' },
  { options: { trace, vary: ['custom.other.x=1'] }, says: 'an option of functions.NAME' },
  { options: { trace, vary: ['functions.ff.timeout=1'] }, says: 'There is no function "ff" in this service. It has: f.' },
  { options: { trace, vary: ['custom.scf.models.ff.durationMs=1,2'] }, says: 'There is no function "ff" in this service. It has: f.' },
  {
    options: { trace, vary: ['functions.*.memorySize=128,256'] },
    says: 'one function is named here, and no pattern. The service has: f. For all that do not set it themselves, vary provider.memorySize.',
  },
  { options: { trace, vary: ['functions.*.environment.X=1'] }, says: 'vary provider.environment.X.' },
  { options: { trace, vary: ['functions.f*.reservedConcurrency=0'] }, says: 'and no pattern. The service has: f.' },
  { options: { trace, vary: ['custom.scf.models.*.durationMs=1,2'] }, says: 'and no pattern. The service has: f.' },
  { options: { trace, vary: ['custom.scf.profile=scf-2021,scf-2025'], profile: 'scf-2025' }, says: '--profile stands above custom.scf.profile' },
  { options: { trace, vary: ['functions.f.timeout.sec=1'] }, says: 'functions.f.timeout is 60, which has no options inside' },
  { options: { trace, vary: ['provider.timeout=1', 'provider.timeout=2'] }, says: 'is given twice' },
  {
    options: {
      trace,
      vary: ['provider.timeout', 'provider.memorySize'].map((option) => `${option}=${Array.from({ length: 40 }, (_, n) => n).join(',')}`),
    },
    says: 'makes 1600 variants; at most 1000',
  },
])('refuses $options in both languages', async ({ options, says }) => {
  const english = simulated(shop(), options);
  await expect(english).rejects.toThrow(UsageError);
  await expect(english).rejects.toThrow(says);
  await expect(english).rejects.not.toThrow(chinese);
  await expect(simulated(shop(), options, { lang: 'zh' })).rejects.toThrow(chinese);
});

it('refuses to play a trace on no function', async () => {
  await expect(simulated({ service: { service: 'shop', provider: 'tencent' }, dir }, { trace })).rejects.toThrow('has no functions');
});

it('reads everything that a command line gives', () => {
  const raw = {
    trace: llm,
    format: 'llm-inference',
    map: ['a=b=f', '*=f', '*=f'],
    type: 'async',
    'token-base-ms': '1',
    'token-ms': '0.5',
    seed: '9',
    until: '90m',
    'free-tier': 'newcomer',
    start: '2021-11-01T00:00:00+08:00',
    profile: 'scf-2025',
    json: true,
  };
  expect(readSimulateOptions(raw, dir, 'en')).toMatchObject({
    trace: {
      name: llm,
      format: 'llm-inference',
      map: new Map([
        ['a=b', 'f'],
        ['*', 'f'],
      ]),
      type: 'async',
      tokens: { baseMs: 1, msPerToken: 0.5 },
    },
    seed: 9,
    untilMs: 5_400_000,
    freeTier: 'newcomer',
    startMs: Date.UTC(2021, 9, 31, 16),
    profile: 'scf-2025',
    json: true,
  });
});
