import { checkService, type WrittenFunction } from '../../src/config';
import { desiredService } from '../../src/deploy/desired';
import { codeParams, imageOf } from '../../src/deploy/fields';
import type { StepParams } from '../../src/deploy/plan';
import type { Configuration, DesiredFunction, DesiredService } from '../../src/deploy/state';
import type { FunctionPlan, RegionPlan } from '../../src/scf';
import { code } from '../api/control/stage';
import { here, serviceWith } from '../config/service';

interface Checked {
  readonly plan: RegionPlan;
  readonly written: ReadonlyMap<string, WrittenFunction>;
}

/** A service that has no error in it, as deploy gets it. */
export function checked(service: object): Checked {
  const { diagnostics, plan, written } = checkService(service, here);
  if (plan) return { plan, written };
  throw new Error(diagnostics.map(({ code: rule, path }) => `${rule} ${path.join('.')}`).join(', '));
}

export function wanted(service: object): DesiredService {
  const { plan, written } = checked(service);
  return desiredService(plan, written);
}

/** The one function of a service. */
export function wantedFunction(fn: object, provider: object = {}): DesiredFunction {
  const [one] = wanted(serviceWith({ fn: withEntry(fn), provider: { memorySize: 128, ...provider } })).functions;
  if (!one) throw new Error('there is no function');
  return one;
}

/** The same as `configurationOf` gets it. */
export function wishOf(fn: object): { readonly values: WrittenFunction; readonly plan: FunctionPlan } {
  const { plan, written } = checked(serviceWith({ fn: withEntry(fn) }));
  const [one] = plan.functions;
  const values = written.get('hello');
  if (!one || !values) throw new Error('there is no function');
  return { values, plan: one };
}

/** Images and Web functions have no handler, images no other runtime. */
export function withEntry(fn: object): object {
  if ('image' in fn) return { handler: undefined, runtime: 'CustomImage', ...fn };
  return 'type' in fn && fn.type === 'web' ? { handler: undefined, ...fn } : fn;
}

export function configuration(fn: object, provider: object = {}): Configuration {
  return wantedFunction(fn, provider).configuration;
}

/** What brings the code of a function to CreateFunction. */
export function creationCode(of: Configuration): StepParams {
  const image = imageOf(of);
  return { Code: image === undefined ? { ZipFile: code } : { ImageConfig: image } };
}

/** All that UpdateFunctionCode takes. */
export function codeOf(of: Configuration): StepParams {
  return { ...codeParams(of), ...creationCode(of) };
}
