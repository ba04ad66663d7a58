import { say, type Lang } from '../messages';
import type { CodeEdits } from '../offline/codeEdits';
import { OfflineFault, RegionGone, type OfflineFaultDetail } from '../offline/fault';
import type { Serving } from '../offline/serving';
import type { Watch } from '../offline/watch';
import { StoreFault } from '../store';
import { EarlyInterrupt } from './earlyInterrupt';
import { listenToKeys, type KeyStream } from './offlineKeys';
import type { OfflineOptions } from './offlineOptions';
import { EventPicker } from './offlinePicker';
import { jsonReport, statusTable, textReport, type OfflineReport } from './offlineReport';
import { openServing, sayStoreFault, type OfflineMachine } from './offlineServing';
import { noteModules } from './moduleNote';
import { UsageError, type ExitCode, type Output } from './output';
import { planFor } from './plan';
import type { CheckedService } from './serviceCheck';

/** The service that is served, and how it is read again. */
export interface OfflineService {
  /** Its folder; absolute. */
  readonly dir: string;
  /**
   * Reads and checks it as it is now.
   * @param paths  what has changed since it was read last, below `dir`; undefined: anything
   */
  read(paths?: readonly string[]): Promise<ReadService>;
}

export interface ReadService extends CheckedService {
  /** Files of its configuration that have changed and can be read by nobody but the framework, which does so once; below `dir`. */
  readonly notTaken?: readonly string[];
}

/** A service that is being served. */
export interface OfflineRun {
  /** Resolves when it has ended: 0 after it was drained, 130 when it was stopped hard, 1 when the region that it had joined has gone. */
  readonly done: Promise<ExitCode>;
  /** As a bundler asks for: the code has changed. */
  reload(): Promise<void>;
}

/**
 * Serves a service until it is told to stop.
 * @returns 0 after it was drained, 130 when it was stopped hard, 1 or 2 when it could not begin
 * @throws UsageError when it is served already, or an option cannot be had
 */
export async function offline(service: OfflineService, options: OfflineOptions, output: Output, machine: OfflineMachine): Promise<ExitCode> {
  const started = await startOffline(service, options, output, machine);
  return typeof started === 'number' ? started : started.done;
}

/** Begins to serve; the exit code when that cannot be. */
export async function startOffline(
  service: OfflineService,
  options: OfflineOptions,
  given: Output,
  machine: OfflineMachine,
): Promise<OfflineRun | ExitCode> {
  const output: Output = {
    ...given,
    colour: options.colour ?? given.colour,
    // As wide as the terminal is then.
    get columns() {
      return given.columns;
    },
  };
  const readMs = Date.now();
  const checked = await service.read();
  const plan = planFor(checked, { json: options.json }, output);
  if (!plan) return checked.found ? 1 : 2;
  await noteModules(plan, plan.functions, output, checked.notIgnored);
  const keys = !options.json && machine.keys.isTTY === true;
  const report = options.json
    ? jsonReport(output)
    : textReport(
        output,
        plan.functions.map(({ key }) => key),
      );
  if (options.host !== '127.0.0.1' && options.host !== 'localhost' && options.host !== '::1')
    output.err(say(output.lang, 'offline.openHost', options));
  // What is half open must be closed again, not cut off: its address file would stay, and what it has begun to run would have failed.
  const early = new EarlyInterrupt(machine.onInterrupt);
  const hangup = { came: false };
  const hearNoHangup = machine.onHangup(() => (hangup.came = true));
  try {
    const opened = await opening(() => openServing({ dir: service.dir, plan, options, keys }, report, output, machine), output);
    if (typeof opened === 'number') return opened;
    const { CodeEdits } = await import('../offline/codeEdits');
    const edits = new CodeEdits(service.dir, plan, output.lang, machine.env);
    const run = new Run(service, opened, options, { report, output, edits });
    // Before the other one stops: a signal that has come and was not told yet would be lost between the two.
    run.listen(machine);
    if (early.end() || hangup.came) run.leave();
    else await run.begin(keys ? machine.keys : undefined, readMs);
    return run;
  } finally {
    early.end();
    hearNoHangup();
  }
}

/** Runs `open`; what keeps it from serving is told in one line. */
async function opening(open: () => Promise<Serving>, output: Output): Promise<Serving | ExitCode> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof OfflineFault) throw new UsageError(sayFault(output.lang, error.detail), { cause: error });
    if (!(error instanceof StoreFault)) throw error;
    output.err(say(output.lang, 'cli.error', { message: sayStoreFault(output.lang, error) }));
    return 1;
  }
}

function sayFault(lang: Lang, fault: OfflineFaultDetail): string {
  switch (fault.kind) {
    case 'held': {
      const { pid, startedAt, origin = say(lang, 'offline.starting') } = fault.by;
      return say(lang, 'offline.held', { pid, startedAt, origin });
    }
    case 'noFolder':
      return say(lang, 'offline.noFolder', fault);
    case 'portTaken':
      return say(lang, 'offline.portTaken', fault);
    case 'noListen':
      return say(lang, 'offline.noListen', fault);
    case 'regionOfNone':
      return say(lang, 'offline.regionOfNone', fault);
    case 'regionOfSelf':
      return say(lang, 'offline.regionOfSelf');
    case 'joinRefused':
      return say(lang, 'offline.joinRefused', fault);
  }
}

/** Files that are told of. */
const writtenMax = 20;

/** One service that is served, from its banner to its end. */
class Run implements OfflineRun {
  readonly done: Promise<ExitCode>;
  readonly #service: OfflineService;
  readonly #serving: Serving;
  readonly #options: OfflineOptions;
  readonly #report: OfflineReport;
  readonly #output: Output;
  readonly #picker: EventPicker;
  #finish: (exitCode: ExitCode) => void = () => undefined;
  #stopping: 'not' | 'draining' | 'hard' = 'not';
  /** One reload at a time; more that are asked for meanwhile become one. */
  #reloading: Promise<void> = Promise.resolve();
  readonly #undo: (() => unknown)[] = [];
  readonly #edits: CodeEdits;
  /** Files that are taken for what functions write, and were told of. */
  readonly #written = new Set<string>();
  #askingForRuns: Promise<boolean> | undefined;
  #watch: Watch | undefined;

  constructor(
    service: OfflineService,
    serving: Serving,
    options: OfflineOptions,
    { report, output, edits }: { readonly report: OfflineReport; readonly output: Output; readonly edits: CodeEdits },
  ) {
    this.#service = service;
    this.#serving = serving;
    this.#options = options;
    this.#report = report;
    this.#output = output;
    this.#edits = edits;
    this.#picker = new EventPicker(serving, output);
    this.done = new Promise((resolve) => (this.#finish = resolve));
  }

  /**
   * Listens to whatever may come.
   * @param keys    undefined: to no keys
   * @param readMs  when the service was read, since the Unix epoch
   */
  async begin(keys: KeyStream | undefined, readMs: number): Promise<void> {
    if (keys) {
      this.#undo.push(
        listenToKeys(
          keys,
          (key) => void this.#unlessGone(() => this.#press(key)),
          () => this.#interrupt(),
        ),
      );
    }
    if (!this.#options.watch) return;
    const { watchService } = await import('../offline/watch');
    const writers = { isWritten: (path: string) => this.#isWritten(path), written: (paths: readonly string[]) => this.#tellWritten(paths) };
    const watch = await watchService(this.#service.dir, (paths) => this.#reload(paths), readMs, this.#options.watchIgnore, writers);
    if (this.#stopping !== 'not') {
      await watch.close();
      return;
    }
    this.#watch = watch;
    this.#undo.push(() => watch.close());
    await this.#watchBeyond();
  }

  /** What a bundle takes from packages of the workspace is edited as the service is. */
  async #watchBeyond(): Promise<void> {
    if (this.#watch) await this.#watch.also(await this.#edits.beyond());
  }

  /** It was told to stop before it could begin. */
  leave(): void {
    this.#interrupt();
  }

  /** Hears Ctrl-C, that the terminal is closed, and when the region goes. */
  listen(machine: OfflineMachine): void {
    // That hang-ups are heard no more comes last: it may end the process.
    this.#undo.push(
      machine.onHangup(() => this.#hangUp()),
      machine.onInterrupt(() => this.#interrupt()),
    );
    void this.#serving.gone.then(() => this.#leave());
  }

  /** Whether functions have written a file that has just changed: they run, and load no code from there. */
  async #isWritten(path: string): Promise<boolean> {
    this.#askingForRuns ??= this.#serving.ranJustNow().finally(() => (this.#askingForRuns = undefined));
    // A region that is gone runs nothing.
    return (await this.#askingForRuns.catch(() => false)) && !(await this.#edits.loads(path));
  }

  /** Once of each until it is reloaded: a function may write it whenever it runs. */
  #tellWritten(paths: readonly string[]): void {
    const news = paths.filter((path) => !this.#written.has(path)).slice(0, writtenMax - this.#written.size);
    for (const path of news) this.#written.add(path);
    if (news.length > 0) this.#report.written(news);
  }

  reload(): Promise<void> {
    return this.#reload([]);
  }

  #reload(paths: readonly string[]): Promise<void> {
    this.#reloading = this.#reloading.then(() => this.#unlessGone(() => this.#reloadNow(paths)));
    return this.#reloading;
  }

  async #reloadNow(changed: readonly string[]): Promise<void> {
    if (this.#isStopping()) return;
    if (changed.length === 0) this.#written.clear();
    for (const path of changed) this.#written.delete(path);
    const checked = await this.#service.read(changed.length === 0 ? undefined : changed);
    const { notTaken = [] } = checked;
    if (notTaken.length > 0) this.#report.configurationKept(notTaken);
    const paths = changed.filter((path) => !notTaken.includes(path));
    if (changed.length > 0 && paths.length === 0) return;
    // Without an instance there is none that could know what has changed: a `tee` that writes what we say would be told of for ever.
    if (checked.plan && (await this.#edits.isNone(paths, checked.plan)) && (await this.#hasNoInstance())) return;
    // Code that has changed with a configuration that is not taken is taken with the next one that is.
    this.#edits.edited(paths, checked.file);
    if (!checked.plan) {
      this.#report.broken(checked);
      return;
    }
    const judgement = await this.#edits.judge(checked.plan);
    // To read and to parse takes time, and nothing is begun in a region that is about to end.
    if (this.#isStopping()) return;
    const { plan, codeChanged, broken } = judgement;
    if (broken.length > 0) this.#report.codeBroken(broken);
    if (!plan) return;
    const reloaded = await this.#serving.reload(plan, { codeChanged });
    if (!reloaded.restart.includes('service')) {
      this.#edits.taken(judgement);
      const faulty = new Set(broken.flatMap(({ faults }) => faults.map(({ file }) => file)));
      this.#report.reloaded(paths.filter((path) => !faulty.has(path)));
      await this.#watchBeyond();
    }
    this.#report.refused(reloaded);
  }

  async #hasNoInstance(): Promise<boolean> {
    return (await this.#serving.status()).every(({ instances }) => instances === 0);
  }

  async #press(key: string): Promise<void> {
    const output = this.#output;
    if (this.#picker.isOpen) return this.#picker.press(key);
    switch (key) {
      case 'r':
        return this.#reload([]);
      case 's':
        output.err(await statusTable(await this.#serving.status(), output));
        return;
      case 'k':
        return this.#picker.open();
      case 'q':
        if (this.#stopping === 'not') this.#interrupt();
        return;
      case '?':
      case 'h':
        output.err(say(output.lang, 'offline.keys'));
        return;
      default:
        return;
    }
  }

  /** The first one drains, a second one ends what still runs. */
  #interrupt(): void {
    if (this.#stopping === 'not') void this.#unlessGone(() => this.#drain());
    else if (this.#stopping === 'draining') void this.#stop();
  }

  /** Drains as Ctrl-C does. It may be told twice, and nobody means the second time to end what still runs. */
  #hangUp(): void {
    if (this.#stopping === 'not') this.#interrupt();
  }

  /**
   * What can no longer be had of a region that has gone is no error: its end is told by itself. What events are kept in may fail at
   * any time, and the end is no worse for it.
   */
  async #unlessGone(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (error instanceof RegionGone) await this.#leave();
      else if (error instanceof StoreFault) await this.#tellFault(error);
      else throw error;
    }
  }

  async #tellFault(fault: StoreFault): Promise<void> {
    this.#output.err(say(this.#output.lang, 'cli.error', { message: sayStoreFault(this.#output.lang, fault) }));
    if (this.#stopping !== 'draining') return;
    this.#stopping = 'hard';
    // It has been told what could not be written.
    await this.#serving.close().catch(() => undefined);
    await this.#end(1);
  }

  async #drain(): Promise<void> {
    this.#stopping = 'draining';
    const status = await this.#serving.status();
    this.#report.draining(status.reduce((total, { busy }) => total + busy, 0));
    const still = await this.#serving.drain();
    if (this.#stopped()) return;
    await this.#serving.close();
    if (this.#stopped()) return;
    const { regionOf, ephemeral } = this.#options;
    this.#report.drained(still, regionOf !== undefined ? 'left' : ephemeral ? 'lost' : 'kept');
    await this.#end(0);
  }

  async #stop(): Promise<void> {
    this.#stopping = 'hard';
    try {
      await this.#serving.close();
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      await this.#tellFault(error);
    }
    this.#report.stopped(this.#options.regionOf !== undefined);
    await this.#end(130);
  }

  #isStopping(): boolean {
    return this.#stopping !== 'not';
  }

  #stopped(): boolean {
    return this.#stopping === 'hard';
  }

  async #leave(): Promise<void> {
    if (this.#stopping === 'hard') return;
    this.#stopping = 'hard';
    this.#report.gone(this.#serving.origin);
    await this.#serving.close();
    await this.#end(1);
  }

  async #end(exitCode: ExitCode): Promise<void> {
    for (const undo of this.#undo.splice(0).reverse()) await undo();
    this.#finish(exitCode);
  }
}
