/** `npm run bench -- [--rounds N]`: every comparison, N interleaved rounds each (default 10). Build first. */
import { parseArgs } from 'node:util';
import { cli } from './cli.mjs';
import { plugin } from './plugin.mjs';
import { roundtrip } from './roundtrip.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' } } });
const rounds = Number(values.rounds);
console.log(`Node ${process.version}, ${rounds} rounds; ratios are medians of paired rounds, with the smallest and the largest`);
await plugin(rounds);
await roundtrip(rounds);
await cli(rounds);
