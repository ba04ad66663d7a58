import { said } from '../../messages/api';
import { limits } from '../../scf';
import { ApiError } from '../error';
import type { Action } from '../action';
import type { Params } from '../params';
import type { Control } from './control';
import { redeploy } from './deploy';
import { msgTtlMinSec } from './figures';
import { assertActive, functionIn, versionFor } from './reading';

/** How often and how long asynchronous events are tried. @source scf-api.md §5.5; S54, S58 */
export function eventInvokeActions(control: Control): Readonly<Record<string, Action>> {
  return {
    GetFunctionEventInvokeConfig: (params) => {
      const record = functionIn(control, params);
      // All versions of a function share one setting: it is not set for a version, either.
      versionFor(record, params.text('Qualifier', 'InvalidParameterValue.Qualifier') || '$LATEST', 'ResourceNotFound.FunctionVersion');
      const { retryNum, msgTtlMs } = record.latest.plan;
      return { AsyncTriggerConfig: { RetryConfig: [{ RetryNum: retryNum }], MsgTTL: msgTtlMs / 1000 } };
    },
    UpdateFunctionEventInvokeConfig: (params) => update(control, params),
  };
}

function update(control: Control, params: Params): object {
  const code = 'InvalidParameterValue.AsyncTriggerConfig';
  const config = params.object('AsyncTriggerConfig', code);
  if (!config) throw new ApiError('MissingParameter', said('params.missing', { name: 'AsyncTriggerConfig' }));
  const record = functionIn(control, params);
  const [first] = config.objects('RetryConfig', code) ?? [];
  const retryNum = first?.int('RetryNum', { code });
  const msgTtlSec = config.int('MsgTTL', { code });
  if (retryNum === undefined || msgTtlSec === undefined) throw new ApiError(code, said('eventInvoke.form'));
  if (retryNum < 0 || retryNum > limits.retryNum.value) {
    throw new ApiError('LimitExceeded.RetryNum', said('eventInvoke.retryNum', { value: retryNum, max: limits.retryNum.value }));
  }
  if (msgTtlSec < msgTtlMinSec || msgTtlSec > limits.msgTtl.value) {
    throw new ApiError('LimitExceeded.MsgTTL', said('eventInvoke.msgTtl', { value: msgTtlSec, min: msgTtlMinSec, max: limits.msgTtl.value }));
  }
  assertActive(record, 'FailedOperation.FunctionVersionStatusNotActive');
  const { latest } = record;
  const plan = { ...latest.plan, retryNum, msgTtlMs: msgTtlSec * 1000 };
  redeploy(control, record, { ...latest, plan }, { 'FailedOperation.ReservedInProgress': 'FailedOperation' });
  return {};
}
