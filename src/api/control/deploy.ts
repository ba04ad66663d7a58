import { join } from 'node:path';
import { said } from '../../messages/api';
import { DEFAULT_ALIAS, LATEST, limits, type FunctionPlan } from '../../scf';
import { ApiError } from '../error';
import type { CodeSource } from './codeSource';
import type { Configuration } from './configuration';
import type { Control } from './control';
import { functionId } from './functionId';
import type { Code, Deployment, FunctionRecord, PublishedVersion } from './record';
import { refusal } from './refusal';

/** Functions of the API have keys that no `serverless.yml` can have. */
export function keyOf(namespace: string, name: string): string {
  return `${namespace}:${name}`;
}

/**
 * Take in the code of a request, do something with it, and let go of it: by then a function has it, or none ever will.
 * @throws ApiError
 */
export async function withCode<T>(control: Control, source: CodeSource, use: (code: Code) => T): Promise<T> {
  if (source.kind === 'image') return use(source);
  const kept = await control.code.keep(source.zip);
  try {
    return use({ kind: 'zip', ...kept });
  } finally {
    control.code.release(kept.sha256);
    control.sweep(kept.sha256);
  }
}

/** Where code of a kind is run. */
export function codeDirOf(control: Pick<Control, 'code' | 'plan'>, code: Code): string {
  switch (code.kind) {
    case 'zip':
      return control.code.dirOf(code.sha256);
    case 'folder':
      return code.dir;
    case 'image':
      // It is never run, and still a plan names a folder.
      return join(control.plan.codeDir, '.image');
  }
}

export function configurationBehind({ plan, description, kept }: Deployment): Configuration {
  const { memoryMB, timeoutMs, initTimeoutMs, environment, role, deadLetter, instanceConcurrency } = plan;
  return { description, kept, memoryMB, timeoutMs, initTimeoutMs, environment, role, deadLetter, instanceConcurrency };
}

/** The plan of a function with another configuration. */
export function reconfigured(plan: FunctionPlan, configuration: Configuration): FunctionPlan {
  const { memoryMB, timeoutMs, initTimeoutMs, environment, role, deadLetter, instanceConcurrency } = configuration;
  return { ...plan, memoryMB, timeoutMs, initTimeoutMs, environment, role, deadLetter, instanceConcurrency };
}

/** A function is new in the region. @throws ApiError */
export function deployNew(control: Control, namespace: string, name: string, latest: Deployment, tags: FunctionRecord['tags']): FunctionRecord {
  const nowMs = control.nowMs();
  const key = keyOf(namespace, name);
  control.change({ kind: 'function', plan: latest.plan });
  const record: FunctionRecord = {
    key,
    name,
    namespace,
    id: functionId(`${key} ${nowMs}`),
    service: undefined,
    loaded: undefined,
    addMs: nowMs,
    modMs: nowMs,
    latest,
    versions: new Map(),
    published: 0,
    aliases: new Map([[DEFAULT_ALIAS, { version: LATEST, routing: undefined, description: '', addMs: nowMs, modMs: nowMs }]]),
    reservedMB: undefined,
    provisioned: new Map(),
    triggers: [],
    tags,
    activity: undefined,
  };
  control.registry.add(record);
  occupy(control, record, 'Creating');
  return record;
}

/** `$LATEST` becomes another. What runs goes on by the old code. @source S116 @throws ApiError */
export function redeploy(control: Control, record: FunctionRecord, latest: Deployment, codes: Readonly<Record<string, string>> = {}): void {
  const before = record.latest.code;
  control.change({ kind: 'function', plan: latest.plan }, codes);
  record.latest = latest;
  touch(control, record);
  occupy(control, record, 'Updating');
  if (before.kind === 'zip') control.sweep(before.sha256, record.key);
}

/** A function is busy with a change for a while, and then active. @source S145 */
function occupy(control: Control, record: FunctionRecord, status: 'Creating' | 'Updating' | 'Publishing'): void {
  const untilMs = control.nowMs() + control.createDelayMs;
  record.activity = { status, untilMs };
  control.region.configure({ kind: 'status', function: record.key, status });
  control.agenda.put(`status ${record.key} `, {
    atMs: untilMs,
    act: () => {
      record.activity = undefined;
      control.region.configure({ kind: 'status', function: record.key, status: 'Active' });
    },
  });
}

/** A function was modified now, by the API. */
export function touch(control: Control, record: FunctionRecord): void {
  control.registry.keep(record);
  modify(control, record);
}

function modify(control: Control, record: FunctionRecord): void {
  record.modMs = control.nowMs();
  control.registry.save(record);
}

/** Before `$LATEST` is changed and published at once: what is refused changes nothing. @source S140 @throws ApiError `LimitExceeded.FunctionVersions` */
export function assertVersionFits(control: Control, { key, versions }: FunctionRecord): void {
  if (versions.size >= limits.versions.value) throw refusal(control, { kind: 'published', function: key }, 'LimitExceeded.FunctionVersions', {});
}

/** `$LATEST` becomes the next version, which is returned. @source S140 @throws ApiError */
export function publish(control: Control, record: FunctionRecord, description: string | undefined): string {
  control.change({ kind: 'published', function: record.key });
  const nowMs = control.nowMs();
  record.published += 1;
  const version = String(record.published);
  const { latest } = record;
  const published: PublishedVersion = { ...latest, description: description ?? latest.description, addMs: nowMs, modMs: nowMs };
  record.versions.set(version, published);
  control.registry.saveVersion(record, version);
  modify(control, record);
  occupy(control, record, 'Publishing');
  return version;
}

/** A version is gone. @throws ApiError */
export function unpublish(control: Control, record: FunctionRecord, version: string, codes: Readonly<Record<string, string>> = {}): void {
  control.change({ kind: 'versionRemoved', function: record.key, version }, codes);
  const code = record.versions.get(version)?.code;
  record.versions.delete(version);
  record.provisioned.delete(version);
  control.agenda.drop(`provision ${record.key} ${version} `);
  touch(control, record);
  control.registry.removeVersion(record, version);
  if (code?.kind === 'zip') control.sweep(code.sha256, record.key);
}

/**
 * A function is gone, with all that belongs to it.
 * @param leaves  with its service, or `serverless.yml` has it no longer: what the API gave to it, and its events, wait until it
 * comes again
 * @throws ApiError
 */
export function undeploy(control: Control, record: FunctionRecord, leaves = false): void {
  control.change({ kind: 'functionRemoved', function: record.key, leaves });
  if (leaves) control.registry.leave(record, control.nowMs());
  else control.registry.remove(record);
  for (const kind of ['status', 'timer', 'provision']) control.agenda.drop(`${kind} ${record.key} `);
  for (const { code } of [record.latest, ...record.versions.values()]) if (code.kind === 'zip') control.sweep(code.sha256, record.key);
}

/** After something was awaited: the function is still that one. @throws ApiError */
export function assertStill(control: Control, record: FunctionRecord): void {
  if (control.registry.get(record.key) === record) return;
  throw new ApiError('ResourceNotFound.Function', said('functions.deleted', { name: record.name }));
}
