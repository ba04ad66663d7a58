import type { Diagnostic } from '../config';
import { say } from '../messages';
import { comparisonJson, comparisonText, type ComparedVariant } from '../report/comparison';
import { gapNotes, isScheduled } from '../report/simulationReport';
import type { RegionPlan } from '../scf';
import type { Output } from './output';
import type { SimulateOptions } from './simulateOptions';
import { checkTrace } from './simulateTrace';
import type { SimulationJob, SimulationResult, SimulationWatch } from './simulationRun';
import { checkKnown, type KnownService } from './serviceCheck';
import { isReplaced, refuseCommanded, variantsOf, withSettings, type Variant } from './vary';

/**
 * Runs several simulations.
 * @returns their results in the order of the jobs; undefined for those that an interrupt came before
 * @throws TraceFault
 */
export type RunVariants = (jobs: readonly SimulationJob[], watch: SimulationWatch) => Promise<readonly (SimulationResult | undefined)[]>;

/** A variant that was checked: it can be run, or the reasons why not. */
interface CheckedVariant {
  readonly variant: Variant;
  readonly plan: RegionPlan | undefined;
  readonly errors: readonly Diagnostic[];
}

/**
 * Play one trace on each variant of a service and compare what comes of it: the same rows and the same seed for all. Each variant
 * is checked like the service itself; one that breaks a rule is shown as refused, and the others run.
 *
 * @returns whether there was a variant to run; where all were refused nothing was simulated, and a pipeline has to hear of it
 * @throws UsageError, TraceFault
 */
export async function compareVariants(
  service: KnownService,
  options: SimulateOptions,
  output: Output,
  run: (jobs: readonly SimulationJob[]) => ReturnType<RunVariants>,
): Promise<boolean> {
  const { lang } = output;
  const variants = await variantsOf(options.vary, lang);
  refuseCommanded(variants, { region: service.region, stage: service.stage, profile: options.profile }, lang);
  const checked = await Promise.all(
    variants.map((variant) => checkedVariant({ ...service, service: withSettings(service.service, variant, lang) }, variant, options)),
  );
  const plans = checked.flatMap(({ plan }) => plan ?? []);
  const [first] = plans;
  if (first) await checkTrace(first, options, lang);
  const results = await run(plans.map((plan) => ({ plan, options })));
  for (const note of new Set(results.flatMap((result) => (result ? gapNotes(lang, result.gaps) : [])))) output.err(note);
  const ofPlan = new Map(plans.map((plan, index) => [plan, results[index]?.summary]));
  const compared = checked.map(({ variant, plan, errors }): ComparedVariant => ({ settings: variant, errors, summary: plan && ofPlan.get(plan) }));
  output.out(
    options.json ? comparisonJson(compared, lang) : comparisonText(compared, lang, { scheduled: plans.some(isScheduled), columns: output.columns }),
  );
  if (first === undefined) output.err(say(lang, 'simulate.allRefused', { count: variants.length }));
  return first !== undefined;
}

async function checkedVariant(service: KnownService, variant: Variant, { profile }: SimulateOptions): Promise<CheckedVariant> {
  const unresolved = service.unresolved?.filter((path) => !isReplaced(path, variant));
  const before = service.located?.filter(({ diagnostic: { code, path } }) => code !== 'SCF111' || !isReplaced(path, variant));
  const { located, plan } = await checkKnown({ ...service, text: '', unresolved, located: before }, { profile });
  const errors = located.map(({ diagnostic }) => diagnostic).filter(({ severity }) => severity === 'error');
  return { variant, plan, errors };
}
