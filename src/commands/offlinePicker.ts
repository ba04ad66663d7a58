import { say } from '../messages';
import type { RunningEvent, Serving } from '../offline/serving';
import { span } from '../report/events';
import type { Output } from './output';

/** Lets somebody at a terminal pick one of the asynchronous executions that run, and end it. */
export class EventPicker {
  readonly #serving: Pick<Serving, 'running' | 'terminate'>;
  readonly #output: Pick<Output, 'err' | 'lang'>;
  /** What is shown to choose from; undefined: nobody is choosing. */
  #listed: readonly RunningEvent[] | undefined;
  #typed = '';

  constructor(serving: Pick<Serving, 'running' | 'terminate'>, output: Pick<Output, 'err' | 'lang'>) {
    this.#serving = serving;
    this.#output = output;
  }

  /** Whether keys belong to the choice that is being made. */
  get isOpen(): boolean {
    return this.#listed !== undefined;
  }

  async open(): Promise<void> {
    const listed = await this.#serving.running();
    if (listed.length === 0) {
      this.#output.err(say(this.#output.lang, 'offline.noneRuns'));
      return;
    }
    this.#listed = listed;
    this.#typed = '';
    const list = listed.map((event, index) => `  ${index + 1}  ${event.requestId}  ${event.function}  ${span(event.forMs)}`).join('\n');
    this.#output.err(say(this.#output.lang, 'offline.pick', { list }));
  }

  async press(key: string): Promise<void> {
    if (/^\d$/.test(key)) this.#typed += key;
    else if (key === 'backspace') this.#typed = this.#typed.slice(0, -1);
    else if (key === 'enter' || key === 't') await this.#end(key === 't');
    else if (key === 'escape' || key === 'q') this.#listed = undefined;
  }

  /** @source S83 at once; S84 by SIGTERM */
  async #end(grace: boolean): Promise<void> {
    const event = this.#listed?.[Number(this.#typed) - 1];
    this.#listed = undefined;
    if (!event) {
      this.#output.err(say(this.#output.lang, 'offline.notListed', { given: this.#typed }));
      return;
    }
    const { requestId } = event;
    const code = await this.#serving.terminate(requestId, grace);
    if (code === 'done') this.#output.err(say(this.#output.lang, 'offline.terminated', { requestId, grace }));
    else this.#output.err(say(this.#output.lang, 'offline.notTerminated', { requestId, code }));
  }
}
