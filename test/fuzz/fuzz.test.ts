import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { batch } from './batch';
import { corpusIn } from './corpus';
import { newTally } from './fuzz';

const dir = mkdtempSync(join(tmpdir(), 'serverless-scf-fuzz-'));
const corpus = corpusIn(join(__dirname, '..', '..', 'fixtures'));

afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

// `npm run fuzz` tries many more, and watches for those that never end.
it.each([1, 2, 3])(
  'no configuration of seed %i crashes a check, nor is judged otherwise than by the engine',
  async (seed) => {
    const tally = newTally();
    const failure = await batch(seed, undefined, { dir: join(dir, String(seed)), corpus }, tally, () => undefined);
    expect(failure).toBeUndefined();
    expect(tally.cases).toBe(100);
    // A generator that makes nothing sound would prove nothing.
    expect(tally.accepted.get('quotas')).toBeGreaterThan(0);
  },
  120_000,
);
