import { RealClock } from '../../../src/clock';
import { ControlPlane } from '../../../src/api/control';
import { Params } from '../../../src/api/params';
import { Region } from '../../../src/region';
import { ProcessRuntime } from '../../../src/runtime';
import type { RequestId } from '../../../src/scf';
import { MemoryStore } from '../../../src/store';
import { regionPlan } from '../../scf/plans';
import { cleanStages, creation, newFolder, zipped } from './stage';

afterAll(cleanStages);

it('uploaded code really runs: each version its own, with its environment', async () => {
  const plan = regionPlan([]);
  const clock = new RealClock();
  let named = 0;
  const region = new Region({
    plan,
    clock,
    runtime: new ProcessRuntime({ lang: 'en', host: process.env }),
    random: () => 0,
    newRequestId: () => `00000000-0000-4000-8000-00000000000${(named += 1)}` as RequestId,
  });
  const plane = new ControlPlane({ store: new MemoryStore(), codeDir: newFolder(), nowMs: () => clock.nowMs(), plan });
  plane.attach(region);
  const call = { requestId: 'call' as RequestId, origin: '', signal: new AbortController().signal };
  const ask = async (action: string, params: object): Promise<object> =>
    (await plane.actions[action]?.(new Params(params as Record<string, unknown>), call)) ?? {};
  const result = async (qualifier: string): Promise<string> => {
    const { key } = plane.find('default', 'resize');
    const answer = await region.invoke({ function: key, qualifier, event: Buffer.from('{"of":2}'), type: 'sync' }).answer;
    return 'result' in answer ? answer.result.toString() : JSON.stringify(answer);
  };
  const source = (version: number) =>
    zipped({
      'lib/add.js': `module.exports = (n) => n + ${version};`,
      'index.js': "exports.main_handler = async ({ of }) => `${require('./lib/add')(of)} ${process.env.A}`;",
    });
  try {
    await ask('CreateFunction', creation('resize', { Code: { ZipFile: source(10) }, Environment: { Variables: [{ Key: 'A', Value: 'a' }] } }));
    await ask('PublishVersion', { FunctionName: 'resize' });
    await ask('UpdateFunctionCode', { FunctionName: 'resize', ZipFile: source(20) });
    expect([await result('1'), await result('$LATEST')]).toEqual(['"12 a"', '"22 a"']);
  } finally {
    plane.close();
    await region.close();
  }
});
