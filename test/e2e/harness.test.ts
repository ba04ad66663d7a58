import { createRequire } from 'node:module';
import { removeService, serviceIn, spawned } from './spawning';

/** The example of the test harness, as its users run it: from the built package, under two test frameworks. */

jest.setTimeout(120_000);

const require_ = createRequire(__filename);
const jestBin = require_.resolve('jest/bin/jest');

let dir: string;

beforeAll(() => {
  dir = serviceIn('../examples/harness');
});
afterAll(() => removeService(dir));

it('passes under Jest, handlers, matchers and chaos', async () => {
  const { exitCode, out, err } = await spawned(jestBin, ['--ci', '--colors=false'], { cwd: dir });
  expect({ exitCode, said: out + err }).toEqual({ exitCode: 0, said: expect.stringMatching(/^Tests: +(\d+) passed, \1 total$/m) });
});

it('passes under node:test', async () => {
  const { exitCode, out, err } = await spawned('--test', ['--test-reporter=tap', 'node-test/service.js'], { cwd: dir });
  expect({ exitCode, said: out + err }).toEqual({ exitCode: 0, said: expect.stringMatching(/^# pass [1-9]\d*\n# fail 0$/m) });
});
