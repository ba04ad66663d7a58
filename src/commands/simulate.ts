import type { Lang } from '../messages';
import { gapNotes, isScheduled, simulationJson, simulationText } from '../report/simulationReport';
import type { RegionPlan } from '../scf';
import type { OnInterrupt } from './machine';
import type { ExitCode, Output } from './output';
import { planFor } from './plan';
import type { ProgressBar } from './progressBar';
import type { SimulateOptions } from './simulateOptions';
import { checkTrace, isTraceFault, traceUsageError } from './simulateTrace';
import { compareVariants, type RunVariants } from './simulateVariants';
import { runSimulation, type SimulationWatch } from './simulationRun';
import { interruptsOf } from './terminal';
import { checkKnown, type KnownService } from './serviceCheck';

/** What a simulation needs of the process that it runs in. */
export interface SimulationMachine {
  readonly onInterrupt: OnInterrupt;
  /** Where there is somebody to look at it. */
  readonly progressBar?: ProgressBar | undefined;
  /** Runs variants, on as many threads as make sense. */
  readonly runVariants: RunVariants;
}

/** What a process has for simulations. */
export async function simulationMachineOf(process: NodeJS.Process, lang: Lang): Promise<SimulationMachine> {
  const [{ progressBarOn }, { runInThreads }] = await Promise.all([import('./progressBar'), import('./simulationThreads')]);
  return { onInterrupt: interruptsOf(process), progressBar: await progressBarOn(process.stderr, lang), runVariants: runInThreads };
}

/** Exit code of a command that Ctrl-C has ended. */
const interruptedCode = 130;

/**
 * Play a trace on a service, in virtual time and with modelled handlers; or on several variants of it, and compare.
 *
 * @returns 0 whatever became of the invocations; 1 when the service is wrong, or each of its variants; 2 when there is none; 130 after Ctrl-C
 * @throws UsageError when an option or the trace is wrong
 */
export async function simulate(service: KnownService, options: SimulateOptions, output: Output, machine: SimulationMachine): Promise<ExitCode> {
  const varying = options.vary.length > 0;
  // No moment is given from which on schedules are to fire: a simulation begins whenever it likes.
  const checked = await checkKnown(service, { profile: options.profile });
  const plan = planFor(checked, { json: options.json && !varying }, output);
  // A variant may put right what is wrong with the service.
  if (!plan && !(varying && service.service !== undefined)) return checked.found ? 1 : 2;
  const interrupt = new AbortController();
  const { progressBar, runVariants } = machine;
  // A second Ctrl-C ends the process, as it would without us: a bar that was still there would leave a terminal behind that breaks no lines.
  const stopListening = machine.onInterrupt(() => {
    stopListening();
    interrupt.abort();
    progressBar?.stop();
  });
  const tell: SimulationWatch['tell'] = (progress) => {
    if (!interrupt.signal.aborted) progressBar?.show(progress);
  };
  const watch: SimulationWatch = { interrupt: interrupt.signal, tell };
  let ran = true;
  try {
    if (varying) ran = await compareVariants(service, options, output, (jobs) => runVariants(jobs, watch).finally(() => progressBar?.stop()));
    else if (plan) await simulateOnce(plan, options, output, watch, () => progressBar?.stop());
  } catch (error) {
    if (isTraceFault(error)) throw traceUsageError(error, service.dir, output.lang);
    throw error;
  } finally {
    progressBar?.stop();
    stopListening();
  }
  if (interrupt.signal.aborted) return interruptedCode;
  return ran ? 0 : 1;
}

async function simulateOnce(plan: RegionPlan, options: SimulateOptions, output: Output, watch: SimulationWatch, whenOver: () => void): Promise<void> {
  await checkTrace(plan, options, output.lang);
  const { summary, gaps } = await runSimulation({ plan, options }, watch);
  whenOver();
  for (const note of gapNotes(output.lang, gaps)) output.err(note);
  output.out(
    options.json ? simulationJson(summary) : simulationText(output.lang, summary, { scheduled: isScheduled(plan), columns: output.columns }),
  );
}
