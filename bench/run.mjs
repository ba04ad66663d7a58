/**
 * `npm run bench -- [--rounds N] [--only NAME] [--large] [--simfaas DIR [--python PROGRAM]] [--serverless-offline DIR]`: every
 * comparison, N interleaved rounds each (default 10). `--large` adds simulations of ten million invocations, `--simfaas` a checkout of
 * SimFaaS to compare with, `--serverless-offline` a folder where `npm install serverless@3.40 serverless-offline@13` was run. Build first.
 */
import { parseArgs } from 'node:util';
import { cli } from './cli.mjs';
import { endpoint } from './endpoint.mjs';
import { harness } from './harness.mjs';
import { plugin } from './plugin.mjs';
import { roundtrip } from './roundtrip.mjs';
import { runtime } from './runtime.mjs';
import { simulation } from './simulation.mjs';
import { store } from './store.mjs';
import { deploy } from './deploy.mjs';
import { validate } from './validate.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    only: { type: 'string' },
    large: { type: 'boolean', default: false },
    simfaas: { type: 'string' },
    python: { type: 'string', default: 'python3' },
    'serverless-offline': { type: 'string' },
  },
});
const { large, simfaas, python, only, 'serverless-offline': other } = values;
const rounds = Number(values.rounds);
/** @type {Record<string, () => Promise<void>>} */
const comparisons = {
  plugin: () => plugin(rounds),
  roundtrip: () => roundtrip(rounds),
  runtime: () => runtime(rounds),
  endpoint: () => endpoint(rounds, { ...(other !== undefined && { other }) }),
  harness: () => harness(rounds),
  simulation: () => simulation(rounds, { large, simfaas, python }),
  store: () => store(rounds),
  cli: () => cli(rounds),
  validate: () => validate(rounds),
  deploy: () => deploy(rounds),
};
const chosen = Object.entries(comparisons).filter(([name]) => only === undefined || name === only);
if (chosen.length === 0) throw new Error(`--only takes one of ${Object.keys(comparisons).join(', ')}`);
console.log(`Node ${process.version}, ${rounds} rounds; ratios are medians of paired rounds, with the smallest and the largest`);
for (const [, compare] of chosen) await compare();
