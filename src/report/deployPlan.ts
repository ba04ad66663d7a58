import { createColors } from 'picocolors';
import { hasWork, type ChangeKind, type DeployPlan, type FieldChange, type FunctionChange, type Step } from '../deploy/plan';
import type { Lang } from '../messages';
import { sayDeployReport, type PlanCounts } from '../messages/deployReport';
import { changeText } from './deployField';
import { quotaText } from './deployQuota';
import { hasGap, orderLines } from './deploySteps';
import { printable } from './printable';
import { padded, widthOf } from './width';

/** How a plan is shown. */
export interface PlanView {
  readonly lang: Lang;
  /** Whether colours are welcome. */
  readonly colour: boolean;
  /** Of the terminal, where there is one. */
  readonly columns?: number | undefined;
}

type Paint = ReturnType<typeof createColors>;

/** Columns for names of options; a longer one pushes its own value to the right. */
const optionMax = 36;

/** Functions that look like this service's and are named one by one. */
const straysMax = 10;

const marks: Readonly<Record<ChangeKind, string>> = { create: '+', update: '~', replace: '±', delete: '-', same: '=' };

/**
 * A plan for people: what becomes of each function with its differences in the words of `serverless.yml`, in which order its
 * versions and quotas change, how the account quota is divided before and after, and which functions look like strays. Values of
 * `environment` are never shown.
 */
export async function deployPlanText(plan: DeployPlan, { lang, colour, columns }: PlanView): Promise<string> {
  const paint = createColors(colour);
  const head = paint.bold(printable(sayDeployReport(lang, 'plan.head', plan)));
  const strays = [...elsewhereText(plan.functions, lang), ...straysText(plan.strays, lang)];
  if (!hasWork(plan)) {
    return [head, paint.green(sayDeployReport(lang, 'plan.nothing', { functions: plan.functions.length })), ...strays].join('\n');
  }
  const functions = plan.functions.filter(({ kind }) => kind !== 'same').map((change) => functionText(change, stepsOf(plan, change), lang, paint));
  const quota = await quotaText(plan, lang, columns);
  const closing = paint.bold(sayDeployReport(lang, 'plan.counts', countsOf(plan)));
  return [head, ...functions, ...(quota === undefined ? [] : [quota]), ...strays, closing].join('\n\n');
}

/** How many functions each kind of change has, and how many steps there are. */
function countsOf({ functions, steps }: DeployPlan): PlanCounts {
  const of = (wanted: ChangeKind): number => functions.filter(({ kind }) => kind === wanted).length;
  return { create: of('create'), update: of('update'), replace: of('replace'), delete: of('delete'), same: of('same'), steps: steps.length };
}

function stepsOf({ steps }: DeployPlan, { name }: FunctionChange): Step[] {
  return steps.filter((step) => step.function === name);
}

function functionText(change: FunctionChange, steps: readonly Step[], lang: Lang, paint: Paint): string {
  const { key, name, kind } = change;
  const colourOf = { create: paint.green, update: paint.yellow, replace: paint.magenta, delete: paint.red, same: paint.dim }[kind];
  const beside = key === undefined || key === name ? [] : [paint.dim(printable(name))];
  const what = sayDeployReport(lang, `plan.${kind === 'same' ? 'update' : kind}`);
  const head = [colourOf(`${marks[kind]} ${printable(key ?? name)}`), ...beside, what].join('  ');
  const lines = orderLines(steps, lang);
  // One step has no order.
  const order = lines.map((line, index) => (lines.length === 1 ? `    ${line}` : `    ${index + 1}. ${line}`));
  const heading = order.length > 1 ? [paint.dim(`    ${sayDeployReport(lang, 'plan.order')}`)] : [];
  const gap = hasGap(steps) ? [paint.yellow(`    ! ${sayDeployReport(lang, 'plan.gap')}`)] : [];
  return [head, ...fieldLines(change, lang, paint), ...heading, ...order, ...gap].join('\n');
}

/** What versions and the alias become stands in the order of steps; of a function that goes, nothing needs to be compared. */
function fieldLines({ fields, kind }: FunctionChange, lang: Lang, paint: Paint): string[] {
  if (kind === 'delete') return [];
  const compared = fields.filter(({ part }) => part !== 'version' && part !== 'alias').flatMap(apart);
  // Of a function that is new, only what somebody has decided is worth a line; it has no values before.
  const shown = kind === 'create' ? compared.filter(({ after }) => !isNothing(after)).map((field) => ({ ...field, before: undefined })) : compared;
  const columns = Math.min(optionMax, Math.max(0, ...shown.map(({ option }) => widthOf(printable(option)))));
  return shown.map((field) => {
    const immutable = field.immutable && kind === 'replace' ? paint.magenta(`  ${sayDeployReport(lang, 'plan.immutable')}`) : '';
    return `    ${padded(printable(field.option), columns)}  ${changeText(field, lang)}${immutable}`;
  });
}

/** Options that are compared as one, and stand in `serverless.yml` by themselves. */
function apart(change: FieldChange): FieldChange[] {
  if (change.option !== '') return [change];
  const [before, after] = [change.before, change.after].map(membersOf);
  const names = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])];
  return names.map((option) => ({ ...change, option, before: before?.get(option), after: after?.get(option) }));
}

function membersOf(value: FieldChange['after']): ReadonlyMap<string, FieldChange['after']> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : new Map();
}

/** What a function has where nobody says anything. */
function isNothing(value: FieldChange['after']): boolean {
  return value === undefined || value === null || value === '' || value === false || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** What differs and stays so, in a line of its own: it would otherwise be something to do for ever. */
function elsewhereText(functions: readonly FunctionChange[], lang: Lang): string[] {
  const told = functions.flatMap(({ key, name, elsewhere = [] }) => {
    const changes = elsewhere.map((change) => `${change.option} ${changeText(change, lang)}`).join(', ');
    return changes === '' ? [] : [{ key: printable(key ?? name), changes: printable(changes) }];
  });
  return told.length === 0 ? [] : [sayDeployReport(lang, 'plan.elsewhere', { functions: told })];
}

function straysText(strays: readonly string[], lang: Lang): string[] {
  if (strays.length === 0) return [];
  const names = strays.slice(0, straysMax).map(printable);
  return [sayDeployReport(lang, 'plan.strays', { names, more: strays.length - names.length })];
}
