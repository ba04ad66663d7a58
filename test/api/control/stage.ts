import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { ControlPlane, openingPlan, type ControlParts, type LoadOptions, type LoadOutcome } from '../../../src/api/control';
import type { ActionCall } from '../../../src/api/action';
import { ApiError } from '../../../src/api/error';
import { Params } from '../../../src/api/params';
import { MemoryStore } from '../../../src/store';
import type { FunctionPlan, RegionPlan, RequestId } from '../../../src/scf';
import { open, type Opened } from '../../region/opened';
import { regionPlan } from '../../scf/plans';
import { assertBothLanguages } from '../bothLanguages';
import { misfits } from './declared';

type Answer = Readonly<Record<string, unknown>>;

export interface Stage extends Opened {
  readonly plane: ControlPlane;
  readonly store: MemoryStore;
  readonly codeDir: string;
  readonly plan: RegionPlan;
  /** One action that must succeed, and whose answer must be what the SDK declares. */
  ask(action: string, params?: object): Promise<Answer>;
  /** The code that an action is refused with; `ok` when it is not. */
  refused(action: string, params?: object): Promise<string>;
  /** The whole error. */
  error(action: string, params?: object): Promise<ApiError>;
  /** Let time go on; what is due happens at its own moment. */
  pass(ms: number): void;
  /** Read the own service again, with these functions. */
  reload(functions: readonly FunctionPlan[], options?: LoadOptions, overrides?: Parameters<typeof regionPlan>[1]): LoadOutcome;
}

type Options = Partial<Parameters<typeof open>[0]> & {
  readonly store?: MemoryStore;
  readonly codeDir?: string;
  readonly limits?: ControlParts['limits'];
  readonly createDelayMs?: number;
  readonly setAlarm?: ControlParts['setAlarm'];
};

const folders: string[] = [];
const origin = 'http://127.0.0.1:36000';

/** Remove the folders that stages were given. */
export function cleanStages(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'control-'));
  folders.push(folder);
  return folder;
}

/** A region on virtual time with its control plane. */
export function stage({
  functions = [],
  overrides = {},
  store = new MemoryStore(),
  codeDir = join(newFolder(), 'code'),
  limits,
  createDelayMs,
  setAlarm,
  ...rest
}: Options = {}): Stage {
  const plan = regionPlan(functions, overrides);
  const opened = open({ functions: openingPlan(plan, store).functions, overrides, ...rest });
  const nowMs = (): number => opened.runtime.clock.nowMs();
  const optional = { ...(limits && { limits }), ...(createDelayMs !== undefined && { createDelayMs }), ...(setAlarm && { setAlarm }) };
  const plane = new ControlPlane({ store, codeDir, nowMs, plan, ...optional });
  plane.attach(opened.region);
  const perform = async (action: string, params: object, read?: (given: Params) => void): Promise<Answer> => {
    const act = plane.actions[action];
    if (!act) throw new Error(`there is no ${action}`);
    const call: ActionCall = { requestId: 'call' as RequestId, origin };
    // As on the wire.
    const values = JSON.parse(JSON.stringify(params)) as Record<string, unknown>;
    const given = new Params(values);
    const answer = JSON.parse(JSON.stringify(await act(given, call))) as Answer;
    read?.(given);
    // An alarm would ring by now.
    plane.settle();
    return answer;
  };
  const error = async (action: string, params: object = {}): Promise<ApiError> => {
    const outcome = await perform(action, params).catch(toldInBoth);
    if (outcome instanceof ApiError) return outcome;
    throw outcome instanceof Error ? outcome : new Error(`${action} was not refused: ${JSON.stringify(outcome)}`);
  };
  return {
    ...opened,
    plane,
    store,
    codeDir,
    plan,
    ask: async (action, params = {}) => {
      // Nothing is accepted and ignored.
      const answer = await perform(action, params, (given) => expect(given.unread()).toEqual([]));
      expect(misfits({ ...answer, RequestId: '' }, `${action}Response`)).toEqual([]);
      return answer;
    },
    error,
    refused: async (action, params = {}) => {
      const outcome = await perform(action, params).catch(toldInBoth);
      if (outcome instanceof ApiError) return outcome.code;
      if (outcome instanceof Error) throw outcome;
      return 'ok';
    },
    pass: (ms) => {
      const endMs = nowMs() + ms;
      while (plane.nextMs <= endMs) {
        opened.runtime.pass(Math.max(0, plane.nextMs - nowMs()));
        plane.settle();
      }
      opened.runtime.pass(endMs - nowMs());
    },
    reload: (wanted, options = {}, changes = overrides) => plane.load(regionPlan(wanted, changes), options),
  };
}

/** The stage as a later process finds it: same store, same folder, another region. */
export async function reopened(before: Stage, options: Options = {}) {
  const after = stage({ store: before.store, codeDir: before.codeDir, startMs: before.runtime.clock.nowMs(), ...options });
  const outcome = await after.plane.restore();
  return { after, outcome };
}

/** All that the API tells of what there is. */
export async function told(made: Stage): Promise<unknown> {
  const { ask } = made;
  const namespaces = (await ask('ListNamespaces')) as { Namespaces: { Name: string }[] };
  const functions = [];
  for (const { Name: Namespace } of namespaces.Namespaces) {
    const list = (await ask('ListFunctions', { Namespace, Orderby: 'FunctionName' })) as { Functions: { FunctionName: string }[] };
    for (const row of list.Functions) {
      const of = { FunctionName: row.FunctionName, Namespace };
      const versions = (await ask('ListVersionByFunction', of)) as { FunctionVersion: string[] };
      const described = [];
      for (const Qualifier of versions.FunctionVersion) described.push(await ask('GetFunction', { ...of, Qualifier, ShowCode: 'TRUE' }));
      const actions = [
        'ListAliases',
        'ListTriggers',
        'GetReservedConcurrencyConfig',
        'GetProvisionedConcurrencyConfig',
        'GetFunctionEventInvokeConfig',
        'GetFunctionAddress',
      ];
      const more = [];
      for (const action of actions) if (action !== 'GetFunctionAddress' || row.FunctionName !== 'image') more.push(await ask(action, of));
      functions.push({ row, versions, described, more });
    }
  }
  return { namespaces, functions, account: await ask('GetAccount') };
}

/** An archive in Base64. */
export function zipped(files: Readonly<Record<string, string>>): string {
  const bytes = Object.entries(files).map(([path, content]) => [path, new Uint8Array(Buffer.from(content))] as const);
  return Buffer.from(zipSync(Object.fromEntries(bytes), { mtime: new Date(1980, 0, 1) })).toString('base64');
}

export const code = zipped({ 'index.js': 'exports.main_handler = async () => 1;\n' });

/** What a function is created with unless a test says otherwise. */
export function creation(FunctionName: string, more: object = {}): object {
  return { FunctionName, Runtime: 'Nodejs18.15', Handler: 'index.main_handler', Code: { ZipFile: code }, ...more };
}

/** Whatever is refused anywhere in these tests is told in both languages. */
function toldInBoth(reason: unknown): unknown {
  if (reason instanceof ApiError) assertBothLanguages(reason.said);
  return reason;
}
