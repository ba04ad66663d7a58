import { said } from '../../messages/api';
import { ApiError } from '../error';
import type { Params } from '../params';
import type { CodeSource } from './codeSource';
import { freshConfiguration } from './configuration';
import type { Control } from './control';
import { assertStill, codeDirOf, deployNew, keyOf, reconfigured, redeploy, withCode } from './deploy';
import { folderZip } from './folder';
import { nothingKept } from './kept';
import { descriptionOf, namespaceOf, newFunctionName } from './names';
import { assertActive, assertFree, functionIn } from './reading';
import type { Code, Deployment, FunctionRecord } from './record';

/** Triggers, other versions, quotas and the target of the logs are not copied. @source scf-api.md CopyFunction; S89 */
export async function copyFunction(control: Control, params: Params): Promise<object> {
  const from = functionIn(control, params);
  const namespace = namespaceOf(params, 'TargetNamespace', from.namespace);
  const name = newFunctionName(params, namespace, 'NewFunctionName');
  const description = descriptionOf(params);
  const override = params.bool('Override') ?? false;
  const wholly = params.bool('CopyConfiguration') ?? true;
  assertCopies(control, params, from, namespace, name);
  const target = override ? control.registry.named(namespace, name) : undefined;
  if (!target) assertFree(control, namespace, name, 'ResourceInUse.FunctionName');
  else assertActive(target, 'FailedOperation.CopyFunction');
  await withCode(control, await sourceOf(control, from), (code) => {
    if (target) {
      assertStill(control, target);
      redeploy(control, target, overriding(control, from, target, code, wholly, description), {
        'UnsupportedOperation.AsyncRunEnable': 'FailedOperation.CopyAsyncRun',
      });
    } else {
      assertFree(control, namespace, name, 'ResourceInUse.FunctionName');
      deployNew(control, namespace, name, copied(control, from, namespace, name, code, wholly, description), wholly ? from.tags : []);
    }
  });
  return {};
}

function assertCopies({ plan, registry }: Control, params: Params, from: FunctionRecord, namespace: string, name: string): void {
  registry.namespace(namespace);
  const region = params.text('TargetRegion') || plan.region;
  if (region !== plan.region) {
    throw new ApiError('UnsupportedOperation.Region', said('functions.copyRegion', { region, own: plan.region }));
  }
  if (registry.named(namespace, name) === from) throw new ApiError('UnsupportedOperation.CopyFunction', said('functions.copySelf', { name }));
  if (from.latest.plan.asyncRun) throw new ApiError('FailedOperation.CopyAsyncRun', said('functions.copyAsync', { name: from.name }));
  assertActive(from, 'FailedOperation.CopyFunction');
}

/** The code as it is now: the folder of a service goes on changing. */
async function sourceOf(control: Control, { latest: { code } }: FunctionRecord): Promise<CodeSource> {
  switch (code.kind) {
    case 'image':
      return code;
    case 'zip':
      return { kind: 'zip', zip: await control.code.zipOf(code.sha256, 'FailedOperation.CopyFunction') };
    case 'folder':
      return { kind: 'zip', zip: await folderZip(code.dir, control.limits, 'FailedOperation.CopyFunction') };
  }
}

type Text = string | undefined;

function copied(
  control: Control,
  { latest }: FunctionRecord,
  namespace: string,
  name: string,
  code: Code,
  wholly: boolean,
  description: Text,
): Deployment {
  const own = { key: keyOf(namespace, name), name, namespace, codeDir: codeDirOf(control, code) };
  const free = { reservedMB: undefined, provisionedInstances: 0, schedule: [], tracking: undefined } as const;
  const plan = { ...latest.plan, ...own, ...free };
  if (!wholly) {
    const fresh = freshConfiguration(nothingKept, code.kind === 'image');
    return { plan: reconfigured(plan, fresh), code, description: description ?? '', kept: nothingKept };
  }
  return { plan, code, description: description ?? latest.description, kept: { ...latest.kept, clsLogsetId: '', clsTopicId: '' } };
}

/** @assumes without its configuration, what is overridden gets the code, and the handler that belongs to it */
function overriding(control: Control, from: FunctionRecord, target: FunctionRecord, code: Code, wholly: boolean, description: Text): Deployment {
  const { latest } = target;
  if (!wholly) {
    const { runtime, handler } = from.latest.plan;
    return {
      ...latest,
      code,
      description: description ?? latest.description,
      plan: { ...latest.plan, runtime, handler, codeDir: codeDirOf(control, code) },
    };
  }
  const { plan, kept, description: copiedDescription } = copied(control, from, target.namespace, target.name, code, true, description);
  const { clsLogsetId, clsTopicId } = latest.kept;
  return { code, description: copiedDescription, kept: { ...kept, clsLogsetId, clsTopicId }, plan: { ...plan, key: target.key } };
}
