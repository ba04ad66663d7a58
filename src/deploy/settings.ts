import { sevenFields } from '../config/timers';
import { LATEST, limits, type ProvisionAction } from '../scf';
import { numberIn, partIn, partsIn, textIn, type Answer } from './fields/answer';
import type { AliasFacts } from './planning/facts';
import type { EventInvoke } from './state';

/** What the API tells of a function's settings, each in one place: planning, importing and going back read the same answers. */

/** @source S54, S58: the defaults; scf-api.md GetFunctionEventInvokeConfig: of several entries the first one counts */
export function eventInvokeFrom(answer: Answer): EventInvoke {
  const config = partIn(answer, 'AsyncTriggerConfig');
  const [retry = {}] = partsIn(config, 'RetryConfig');
  return { retryNum: numberIn(retry, 'RetryNum') ?? limits.retryNum.value, msgTtlSec: numberIn(config, 'MsgTTL') ?? limits.msgTtl.value };
}

/** When provisioned instances change by the clock, of a row of GetProvisionedConcurrencyConfig; blanks say nothing there. @source S135 */
export function scheduleFrom(row: Answer): ProvisionAction[] {
  return partsIn(row, 'TriggerActions').map((action) => ({
    name: textIn(action, 'TriggerName'),
    cron: sevenFields(textIn(action, 'TriggerCronConfig')),
    instances: numberIn(action, 'TriggerProvisionedConcurrencyNum') ?? 0,
  }));
}

/** Where an alias leads, of GetAlias or a row of ListAliases. @source S141, S142; scf-api.md GetAlias: the spelling is real */
export function aliasFrom(answer: Answer): AliasFacts {
  const routing = partIn(answer, 'RoutingConfig');
  const kinds = ['AdditionalVersionWeights', 'AddtionVersionMatchs'];
  const additional = kinds.flatMap((kind) => partsIn(routing, kind).map((one) => textIn(one, 'Version')));
  return { version: textIn(answer, 'FunctionVersion') || LATEST, additional, description: textIn(answer, 'Description') };
}
