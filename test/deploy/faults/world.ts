import { rmSync } from 'node:fs';
import { CloudError, type CloudClient, type CloudTime } from '../../../src/cloud';
import { ApiError } from '../../../src/api/error';
import { Params } from '../../../src/api/params';
import type { RequestId } from '../../../src/scf';
import { newFolder, stage, type Stage } from '../../api/control/stage';

/** A local region that is asked without a wire between, on time that goes on only when somebody sleeps. */
export interface World {
  readonly region: Stage;
  readonly client: CloudClient;
  readonly time: CloudTime;
  /** Every change that was made, in order: `CreateFunction shop-dev-resize`. */
  readonly effects: string[];
  /** Called after each change, before it is answered. */
  onChange: () => Promise<void>;
  close(): Promise<void>;
}

export function openWorld(options: Parameters<typeof stage>[0] = {}): World {
  const codeDir = newFolder();
  const region = stage({ codeDir, ...options });
  const effects: string[] = [];
  const world: World = { region, client: clientOf(), time: timeOf(region), effects, onChange: () => Promise.resolve(), close };
  return world;

  function clientOf(): CloudClient {
    return { region: 'ap-guangzhou', host: '127.0.0.1', call, close: () => Promise.resolve() };
  }

  async function call(action: string, params: object = {}, { signal }: { signal?: AbortSignal | undefined } = {}) {
    signal?.throwIfAborted();
    const act = region.plane.actions[action];
    if (!act) throw new Error(`there is no ${action}`);
    const given = new Params(JSON.parse(JSON.stringify(params)) as Record<string, unknown>);
    try {
      const answer = await act(given, { requestId: 'request' as RequestId, origin: 'http://127.0.0.1' });
      if (given.unread().length > 0) throw new Error(`${action} does not take ${given.unread().join(', ')}`);
      if (!/^(Get|List)/.test(action)) {
        effects.push(effectOf(action, params));
        await world.onChange();
      }
      return JSON.parse(JSON.stringify(answer)) as Record<string, unknown>;
    } catch (error) {
      if (error instanceof ApiError) throw new CloudError(error.code, error.message, action, 'request');
      throw error;
    } finally {
      region.plane.settle();
    }
  }

  async function close(): Promise<void> {
    region.plane.close();
    await region.region.close();
    rmSync(codeDir, { recursive: true, force: true });
  }
}

function effectOf(action: string, params: object): string {
  const { FunctionName: name, TriggerName: trigger, Qualifier: qualifier } = params as Readonly<Record<string, string | undefined>>;
  const detail = action.endsWith('Trigger') ? trigger : action.includes('Provisioned') ? qualifier : undefined;
  return [action, name, detail].filter((part) => part !== undefined).join(' ');
}

function timeOf(region: Stage): CloudTime {
  return {
    nowMs: () => region.runtime.clock.nowMs(),
    random: () => 0,
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      region.pass(ms);
      // Others have their turn.
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    },
  };
}
