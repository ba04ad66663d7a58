/** What a test pays for a region of its own, and for a day of virtual time; from the built package. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { interleave, median } from './measure.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const daySec = 86_400;

/** Regions made in one round: a single one takes less than the clock can tell. */
const batch = 20;

/** @param {number} rounds */
export async function harness(rounds) {
  const { createRegion } = createRequire(import.meta.url)(join(root, 'dist', 'harness.cjs'));
  const handler = () => new Promise((resolve) => setTimeout(resolve, daySec * 1000 - 1));
  const functions = { job: { handler, timeout: daySec, asyncRunEnable: true } };
  const yaml = { dir: join(root, 'examples', 'harness'), config: 'serverless.yml' };
  /** @param {object} options */
  const creation = async (options) => {
    const begin = performance.now();
    for (let made = 0; made < batch; made += 1) await createRegion(options);
    return (performance.now() - begin) / batch;
  };
  const day = async () => {
    const region = await createRegion({ functions });
    const begin = performance.now();
    const { requestId } = await region.invokeAsync('job');
    await region.advance('24h');
    const ms = performance.now() - begin;
    if (region.event(requestId).state !== 'FINISHED') throw new Error('the day has not passed');
    return ms;
  };
  const figures = await interleave({ functions: () => creation({ functions }), yaml: () => creation(yaml), day }, rounds);
  const [ofFunctions, ofYaml, ofDay] = [figures.functions, figures.yaml, figures.day].map((series) => median(series).toFixed(1));
  console.log(
    `harness: a region of functions ${ofFunctions} ms, of serverless.yml ${ofYaml} ms (limit 5); a handler that sleeps for 24 hours ${ofDay} ms`,
  );
}
