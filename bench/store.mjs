/** The store: durable accepts against a bare group commit, and a restart with a million waiting events against a scan of them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { interleave, median, ratioOf } from './measure.mjs';

/** @typedef {import('./store.ts').Reading} Reading */

const here = dirname(fileURLToPath(import.meta.url));
const accepted = 100_000;
const waiting = 1_000_000;

/** @param {number} rounds */
export async function store(rounds) {
  const out = mkdtempSync(join(tmpdir(), 'bench-store-'));
  try {
    await compare(out, rounds);
  } finally {
    rmSync(out, { recursive: true });
  }
}

/**
 * @param {string} out  folder for what is built and written
 * @param {number} rounds
 */
async function compare(out, rounds) {
  await build({ entryPoints: [join(here, 'store.ts')], outfile: join(out, 'store.cjs'), bundle: true, platform: 'node', external: ['libsql'] });
  symlinkSync(join(here, '..', 'node_modules'), join(out, 'node_modules'), 'junction');
  /** @param {string} name @param {readonly boolean[]} more */
  const perSec = (name, ...more) => call(out, name, mkdtempSync(join(out, `${name}-`)), accepted, ...more);
  const { own, bare, indexed } = await interleave(
    { own: () => perSec('accepts'), bare: () => perSec('bareAccepts', false), indexed: () => perSec('bareAccepts', true) },
    rounds,
  );
  const rates = `${rate(own)}, ${rate(bare)} and ${rate(indexed)}`;
  console.log(`durable accepts, 64 producers / bare group commit, no index: ${ratioOf(own, bare)}   (at least 0.8; ${rates})`);
  console.log(`the same / bare group commit that finds RequestIds: ${ratioOf(own, indexed)}`);

  const dir = join(out, 'waiting');
  const sizeMB = call(out, 'fill', dir, waiting);
  /** @type {Reading[]} */
  const readings = [];
  /** @param {'restart' | 'scan'} name */
  const timed = (name) => {
    const reading = /** @type {Reading} */ (call(out, name, dir));
    if (reading.events !== waiting) throw new Error(`${name} saw ${reading.events} events`);
    if (name === 'restart') readings.push(reading);
    return reading.ms;
  };
  const { restarts, scans } = await interleave({ restarts: () => timed('restart'), scans: () => timed('scan') }, Math.min(rounds, 5));
  const rssMB = median(readings.map((reading) => reading.rssMB));
  console.log(
    `restart with a million waiting events / ordered scan: ${ratioOf(restarts, scans)}   (at most 1.5; ${ms(restarts)} and ${ms(scans)}, ${rssMB.toFixed(0)} MB of memory, at most 300; file ${sizeMB.toFixed(0)} MB)`,
  );
}

/**
 * What a function of `store.ts` returns in a process of its own.
 * @param {string} out
 * @param {string} name
 * @param {readonly (string | number | boolean)[]} args
 */
function call(out, name, ...args) {
  const script = `require(${JSON.stringify(join(out, 'store.cjs'))})[${JSON.stringify(name)}](...${JSON.stringify(args)}).then((got) => console.log(JSON.stringify(got)))`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

/** @param {readonly number[]} perSec */
const rate = (perSec) => `${Math.round(median(perSec))} a second`;

/** @param {readonly number[]} times */
const ms = (times) => `${(median(times) / 1000).toFixed(2)} s`;
