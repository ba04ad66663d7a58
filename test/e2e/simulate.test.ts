import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import round from 'lodash/round';
import type { SimulationSummary } from '../../src/report/simulationSummary';
import { bin, hosts, removeService, serviceIn, slsOf, spawned } from './spawning';

/** Simulations by the real command and in the real frameworks, over the built package: its threads, too. */

const rows = Array.from({ length: 60 }, (_, index) => `${index * 20},${index % 2 === 0 ? 'slow' : 'echo'},sync,500`);
const trace = ['atMs,function,type,durationMs', ...rows].join('\n');
const asked = ['--trace', 'trace.csv', '--json'];
const varied = [...asked, '--vary', 'functions.slow.reservedConcurrency=1280,{ instances: 2 },0,64'];

let dir: string;
beforeAll(() => {
  dir = serviceIn('service', { 'trace.csv': trace });
});
afterAll(() => removeService(dir));

const ours = (args: readonly string[]) => spawned(bin, ['simulate', ...args], { cwd: dir });

it('prints a summary alone on standard output, and writes records in the order of rows', async () => {
  const { exitCode, out } = await ours([...asked, '--records', 'records.ndjson']);
  expect([exitCode, JSON.parse(out)]).toMatchObject([0, { summary: { invocations: 60, trace: { file: 'trace.csv', rows: 60 } } }]);
  const lines = readFileSync(join(dir, 'records.ndjson'), 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { row: number }).row)).toEqual(Array.from({ length: 60 }, (_, row) => row));
});

it('compares variants in threads of its own, in their order, and ends', async () => {
  const { exitCode, out } = await ours(varied);
  const { variants } = JSON.parse(out) as {
    variants: { set: object; summary?: { functions: { slow: { byStatus: object } } }; diagnostics?: object[] }[];
  };
  expect(exitCode).toBe(0);
  expect(variants.map(({ set }) => Object.values(set)[0] as unknown)).toEqual([1280, { instances: 2 }, 0, 64]);
  expect(variants[2]?.summary?.functions.slow.byStatus).toEqual({ 432: 30 });
  expect(variants[3]?.diagnostics).toHaveLength(1);
  expect((await ours(varied)).out).toBe(out);
});

it('says where a trace is faulty, also when a thread has met it', async () => {
  const faulty = serviceIn('service', { 'trace.csv': `${trace}\nx,slow,sync,1` });
  for (const args of [asked, varied]) {
    const { exitCode, out, err } = await spawned(bin, ['simulate', ...args], { cwd: faulty });
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain('Error: trace.csv:62:1: atMs is "x"');
    expect(err).not.toMatch(/^\s+at /m);
  }
  removeService(faulty);
});

it('comes to the figures that the README of the example names', async () => {
  const etl = join(__dirname, '..', '..', 'examples', 'etl');
  const args = ['--trace', 'data/azure-llm-inference-2023-code.csv', '--map', 'llm=complete', '--json', '--vary'];
  const figures = async (option: string) => {
    const { out } = await spawned(bin, ['simulate', ...args, `functions.complete.${option}`], { cwd: etl });
    const { variants } = JSON.parse(out) as { variants: { summary: SimulationSummary }[] };
    return variants.map(({ summary }) => [summary.byStatus['432'] ?? 0, summary.coldStarts, round(summary.cost.amount, 2)]);
  };
  expect((await figures('reservedConcurrency=2560,5120,10240,null')).map((one) => one.slice(0, 2))).toEqual([
    [1703, 13],
    [326, 41],
    [33, 88],
    [0, 118],
  ]);
  expect((await figures('provisionedConcurrency=0,1280,2560,5120')).map((one) => one.slice(1))).toEqual([
    [41, 0.23],
    [36, 0.36],
    [28, 0.51],
    [0, 0.92],
  ]);
});

it.each(hosts)('sls scf simulate in $host: the same bytes', async ({ package: packageName }) => {
  const sls = (args: readonly string[]) => spawned(slsOf(packageName), ['scf', 'simulate', ...args], { cwd: dir });
  const once = await sls([...asked, '--map', 'none=slow', '--map', 'other=echo']);
  expect([once.exitCode, once.out]).toEqual([0, (await ours(asked)).out]);
  expect((await sls(varied)).out).toBe((await ours(varied)).out);
  const wrong = await sls(['--trace', 'none.csv']);
  expect([wrong.exitCode, wrong.out + wrong.err]).toEqual([2, expect.stringContaining('--trace none.csv: there is no such file')]);
});
