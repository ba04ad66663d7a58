/**
 * Builds `runtime.ts`, and compares instances in a region with bare ones, in turn: round trips and throughput of warm ones, and cold starts.
 * The kinds of bare instances, the events, and what is measured follow prototypes that were made to find out what Node can do at best.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { interleave, median, ratioOf } from './measure.mjs';

const here = dirname(fileURLToPath(import.meta.url));

const handler = 'exports.main = async (event) => ({ hello: event.path });\n';

/** An event like that of an API gateway, of about so many bytes. @param {number} bytes */
const eventOf = (bytes) =>
  Buffer.from(JSON.stringify({ httpMethod: 'POST', path: '/hello', headers: { accept: '*/*' }, body: 'x'.repeat(bytes - 90) }));

const small = eventOf(1024);
const large = eventOf(100 * 1024);
const kinds = /** @type {const} */ (['process', 'thread']);

/** @param {number} rounds */
export async function runtime(rounds) {
  const out = mkdtempSync(join(tmpdir(), 'bench-runtime-'));
  try {
    await build({
      entryPoints: [join(here, 'runtime.ts')],
      outfile: join(out, 'runtime.cjs'),
      bundle: true,
      platform: 'node',
      external: ['esbuild'],
    });
    cpSync(join(here, '..', 'src', 'runtime', 'bootstrap.cjs'), join(out, 'bootstrap.cjs'));
    for (const file of ['bareProcess.cjs', 'bareThread.cjs']) cpSync(join(here, file), join(out, file));
    const code = join(out, 'service');
    mkdirSync(code);
    writeFileSync(join(code, 'handler.js'), handler);
    const parts = createRequire(import.meta.url)(join(out, 'runtime.cjs'));
    for (const kind of kinds) await warm(parts, out, code, kind, rounds);
    await cold(parts, code, rounds);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/**
 * @param {typeof import('./runtime')} parts
 * @param {string} out
 * @param {string} code
 * @param {'process' | 'thread'} kind
 * @param {number} rounds
 */
async function warm(parts, out, code, kind, rounds) {
  const { region, bare, oneByOneUs, perSecond } = parts;
  const [ours, alone, ten] = [region(code, { isolation: kind, prebooted: 0 }), await bare(kind, 1, out, code), await bare(kind, 10, out, code)];
  const trip =
    (/** @type {import('./runtime').Subject} */ subject, /** @type {Buffer} */ event, calls = 500) =>
    () =>
      oneByOneUs(subject, event, calls);
  const rate = (/** @type {import('./runtime').Subject} */ subject) => () => perSecond(subject, small, 3000, 10);
  const one = await interleave(
    {
      ours: trip(ours, small),
      bare: trip(alone, small),
      large: trip(ours, large, 200),
      bareLarge: trip(alone, large, 200),
      parse: () => parseUs(large),
    },
    rounds,
  );
  const many = await interleave({ ours: rate(ours), bare: rate(ten) }, rounds);
  await Promise.all([ours, alone, ten].map((subject) => subject.close()));
  console.log(`warm ${kind}, 1 KB, one by one / bare: ${ratioOf(one.ours, one.bare)}   (medians ${us(one.ours)} / ${us(one.bare)} µs)`);
  console.log(
    `warm ${kind}, 100 KB / 1 KB: ${ratioOf(one.large, one.ours)}, bare ${ratioOf(one.bareLarge, one.bare)}   (medians ${us(one.large)}, bare ${us(one.bareLarge)} µs)`,
  );
  const crossing = one.large.map((largeUs, at) => largeUs - (one.parse[at] ?? NaN));
  console.log(
    `warm ${kind}, 100 KB without JSON.parse of it, which no way of crossing saves / 1 KB: ${ratioOf(crossing, one.ours)}   (at most 2; medians ${us(crossing)}, JSON.parse ${us(one.parse)} µs)`,
  );
  console.log(`warm ${kind}, ten at a time / bare, per second: ${ratioOf(many.ours, many.bare)}   (medians ${us(many.ours)} / ${us(many.bare)})`);
}

/** How long JSON.parse of an event takes alone, as the handler's side does it. @param {Buffer} event */
function parseUs(event) {
  const text = event.toString();
  const begin = performance.now();
  for (let parsed = 0; parsed < 500; parsed += 1) JSON.parse(text);
  return ((performance.now() - begin) * 1000) / 500;
}

/** @param {readonly number[]} values */
function us(values) {
  return median(values).toFixed(0);
}

/**
 * @param {typeof import('./runtime')} parts
 * @param {string} code
 * @param {number} rounds
 */
async function cold({ region, coldStartMs, nodeStartMs }, code, rounds) {
  const all = /** @type {const} */ ({ process: [0, 'process'], prebooted: [1, 'process'], thread: [0, 'thread'], prebootedThread: [1, 'thread'] });
  const subjects = Object.entries(all).map(
    ([name, [prebooted, isolation]]) => /** @type {const} */ ([name, region(code, { isolation, prebooted }, 0)]),
  );
  const measures = Object.fromEntries(subjects.map(([name, subject]) => [name, () => coldStartMs(subject, small)]));
  const { node, ...figures } = await interleave({ node: nodeStartMs, ...measures }, rounds);
  await Promise.all(subjects.map(([, subject]) => subject.close()));
  for (const [name, ms] of Object.entries(figures))
    console.log(`cold start, ${name} / node -e 0: ${ratioOf(ms, node)}   (medians ${median(ms).toFixed(1)} / ${median(node).toFixed(1)} ms)`);
}
