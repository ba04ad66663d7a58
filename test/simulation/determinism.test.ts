import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Simulation } from '../../src/simulation';
import { scenes } from './scenes';
import { showcase } from './showcase';
import { simulated } from './simulated';

/**
 * Digests of whole runs, written down once: they are the same on each version of Node and each machine. Where the platform's
 * rules, what a seed draws or the shape of results change on purpose, they change, too: take what the test then says.
 */
const golden = {
  'scf-2021': {
    records: '2ddb11afb57043b2170d1b199fec5156ae7c8afedfc20098105a8c9786a1d6c1',
    summary: '8c6b103bc2b8983a903e1ffad32b054b4684713e85630be87dcc89b0545deae1',
  },
  'scf-2025': {
    records: '44cd6156ff7ce9082c8a7724c7529d4141fe2e4f6a92d1c48b0427cb2f3ec06c',
    summary: '8cab1e7627b991416b87af10586e3db085669399564f8d0700d155941bfcb175',
  },
} as const;

const digestOf = (parts: readonly unknown[]): string =>
  createHash('sha256')
    .update(parts.map((part) => `${JSON.stringify(part)}\n`).join(''))
    .digest('hex');

it.each(['scf-2021', 'scf-2025'] as const)('%s: the same rows and seed give the same bytes as ever', (profile) => {
  const { records, summary } = simulated(showcase(profile));
  expect(Object.keys(summary.states).sort()).toEqual(['DEAD_LETTERED', 'EXPIRED', 'FAILED', 'FINISHED', 'REFUSED']);
  expect({ records: digestOf(records), summary: digestOf([summary]) }).toEqual(golden[profile]);
});

it('another seed gives another run', () => {
  const scene = showcase('scf-2021');
  const textOf = (seed: number) => simulated({ ...scene, seed }).records.map(({ requestId: _, ...record }) => JSON.stringify(record));
  expect(textOf(scene.seed + 1)).not.toEqual(textOf(scene.seed));
});

it('neither looking nor stopping on the way changes anything', () => {
  fc.assert(
    fc.property(scenes, fc.array(fc.nat(200_000), { maxLength: 20 }), ({ plan, rows, seed }, stops) => {
      const { records, summary } = simulated({ plan, rows, seed });
      const again: unknown[] = [];
      const simulation = new Simulation({ plan, seed, record: (record) => again.push(record) });
      const silent = new Simulation({ plan, seed });
      const halts = stops.sort((a, b) => a - b);
      for (const row of rows) {
        for (let halt = halts[0]; halt !== undefined && halt <= row.atMs; halt = halts[0]) {
          simulation.advanceTo(halt);
          simulation.summary();
          simulation.refusals(1);
          halts.shift();
        }
        simulation.arrive(row);
        silent.arrive(row);
      }
      for (const each of [simulation, silent]) each.finish();
      expect(again).toEqual(records);
      expect(simulation.summary()).toEqual(summary);
      expect(silent.summary()).toEqual(summary);
    }),
    { numRuns: 100 },
  );
});

/** Of these the standard leaves the last bits to the engine, or all of them. */
const inexact = /\bMath\.(?:a?(?:sin|cos|tan)h?|atan2|cbrt|exp|expm1|hypot|log\w*|pow|random)\b|\bDate\b|\bnew Intl\b|\.localeCompare\(|\.toLocale/;

it.each(['scf', 'engine', 'random', 'simulation'])('%s computes with nothing that engines may round in their own ways', (room) => {
  const folder = join(__dirname, '..', '..', 'src', room);
  const found = readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => inexact.test(line) && !/^\s*(?:\*|\/\*|\/\/)/.test(line))
      .map((line) => `${file}: ${line}`),
  );
  expect(found).toEqual([]);
});
