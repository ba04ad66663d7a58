import { accountAdvice } from './cloudCodesAccount';
import { functionCodeAdvice } from './cloudCodesCode';
import type { AdviceFigures, CodeAdvice } from './cloudCodesAdvice';
import { configurationAdvice } from './cloudCodesConfiguration';
import { eventsAdvice } from './cloudCodesEvents';
import { fallbackAdvice, lastAdvice } from './cloudCodesFallback';
import { functionAdvice } from './cloudCodesFunction';
import { invocationAdvice } from './cloudCodesInvocation';
import { logsAdvice } from './cloudCodesLogs';
import { mountsAdvice } from './cloudCodesMounts';
import { networkAdvice } from './cloudCodesNetwork';
import { provisioningAdvice } from './cloudCodesProvisioning';
import { quotaAdvice } from './cloudCodesQuota';
import { triggersAdvice } from './cloudCodesTriggers';
import { versionsAdvice } from './cloudCodesVersions';
import type { Lang } from './text';

/** All advice for codes that are known, by theme. */
export const adviceByTheme = {
  account: accountAdvice,
  quota: quotaAdvice,
  provisioning: provisioningAdvice,
  function: functionAdvice,
  code: functionCodeAdvice,
  configuration: configurationAdvice,
  network: networkAdvice,
  mounts: mountsAdvice,
  versions: versionsAdvice,
  triggers: triggersAdvice,
  events: eventsAdvice,
  invocation: invocationAdvice,
  logs: logsAdvice,
} as const satisfies Record<string, readonly CodeAdvice[]>;

/** A refusal, and what it was about. */
export interface Refusal {
  /** Such as `LimitExceeded.Memory`. */
  readonly code: string;
  /** Such as `CreateFunction`. */
  readonly action: string;
  /** Name in the cloud; undefined when the request was about none, or it is not known. */
  readonly function?: string | undefined;
  /** Such as `ap-guangzhou`. */
  readonly region?: string | undefined;
}

/** What the user can do about a refusal. */
export function adviceFor(lang: Lang, refusal: Refusal, figures: AdviceFigures): string {
  return sayAdvice(lang, adviceOf(refusal) ?? lookedUp(fallback, refusal) ?? lastAdvice, refusal, figures);
}

/** Advice in words: what it leaves open, filled in. */
export function sayAdvice(lang: Lang, advice: CodeAdvice, refusal: Omit<Refusal, 'code'>, figures: AdviceFigures): string {
  const said = filled(advice[lang], { ...figures, ...placesOf(lang, refusal) });
  // A function or region that has no name may stand in front.
  return said.replace(/^t(?=he |his )/, 'T');
}

/** The advice for a code that is known, by itself or by what it begins with. */
export function adviceOf(refusal: Pick<Refusal, 'code' | 'action'>): CodeAdvice | undefined {
  return lookedUp(known, refusal);
}

type Table = ReadonlyMap<string, CodeAdvice>;

const known = tableOf(Object.values(adviceByTheme).flat());
const fallback = tableOf(fallbackAdvice);

function tableOf(advices: readonly CodeAdvice[]): Table {
  return new Map(advices.flatMap((advice) => advice.codes.map((code) => [code, advice] as const)));
}

/** The code for this action, the code, and then what they begin with, the longest first. */
function lookedUp(table: Table, { code, action }: Pick<Refusal, 'code' | 'action'>): CodeAdvice | undefined {
  const beginnings = Array.from(code, (_character, cut) => `${code.slice(0, code.length - cut)}*`);
  const names = [code, ...beginnings];
  return names.flatMap((name) => table.get(`${action} ${name}`) ?? table.get(name) ?? []).at(0);
}

/** APIs besides SCF's that are asked, by the action. */
const products: ReadonlyMap<string, string> = new Map([
  ['SearchLog', 'cls'],
  ['GetMonitorData', 'monitor'],
  ['AssumeRole', 'sts'],
]);

function placesOf(lang: Lang, { action, function: name, region }: Omit<Refusal, 'code'>): Readonly<Record<string, string>> {
  const permission = `${products.get(action) ?? 'scf'}:${action}`;
  const unnamed = { en: { function: 'the function', region: 'this region' }, zh: { function: '该函数', region: '当前地域' } }[lang];
  const named = { en: { function: `"${name}"`, region: `${region}` }, zh: { function: `函数“${name}”`, region: `地域“${region}”` } }[lang];
  return {
    action,
    permission,
    function: name === undefined ? unnamed.function : named.function,
    region: region === undefined ? unnamed.region : named.region,
  };
}

function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (written, name: string) => String(values[name] ?? written));
}
