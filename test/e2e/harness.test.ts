import { createRequire } from 'node:module';
import { removeService, serviceIn, spawned } from './spawning';

/** The example of the test harness, as its users run it: from the built package, under two test frameworks. */

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

it('S210: gives handlers the outside that the test has made for them, and UTC', async () => {
  const own = serviceIn('../examples/harness', {
    'src/asks.js': 'exports.main = async () => [await fetch("https://nowhere.invalid"), Math.random(), new Date(0).getHours()];',
    'test/outside.test.js': `
      const { createRegion } = require('serverless-scf/harness');
      it('reaches what the test has put there', async () => {
        global.fetch = jest.fn(async () => 'fetched');
        jest.spyOn(Math, 'random').mockReturnValue(0.25);
        const region = await createRegion({ dir: __dirname + '/..', functions: { f: { handler: 'src/asks.main' } } });
        expect((await region.invoke('f')).result).toEqual(['fetched', 0.25, 0]);
        expect(new Date(0).getHours()).toBe(8);
      });
    `,
  });
  const { exitCode, out, err } = await spawned(jestBin, ['--ci', '--colors=false', 'outside'], { cwd: own, env: { TZ: 'Asia/Shanghai' } });
  removeService(own);
  expect({ exitCode, said: out + err }).toEqual({ exitCode: 0, said: expect.stringMatching(/^Tests: +1 passed, 1 total$/m) });
});

it('passes under node:test', async () => {
  const { exitCode, out, err } = await spawned('--test', ['--test-reporter=tap', 'node-test/service.js'], { cwd: dir });
  expect({ exitCode, said: out + err }).toEqual({ exitCode: 0, said: expect.stringMatching(/^# pass [1-9]\d*\n# fail 0$/m) });
});
