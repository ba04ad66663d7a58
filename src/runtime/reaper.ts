import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/**
 * Reads `+ pid` and `- pid`. When its input ends, the engine has ended, however that came about: what is left of the instances goes, too,
 * and so do their folders.
 */
const script = `
trap '' INT TERM HUP
live=' '
while read -r change pid; do
  case $change in
    +) live="$live$pid " ;;
    -) case $live in *" $pid "*) live="\${live%%" $pid "*} \${live#*" $pid "}" ;; esac ;;
  esac
done
for pid in $live; do kill -s KILL -- "-$pid" 2>/dev/null; done
rm -rf -- "$1"
`;

/**
 * Outlives the engine by a moment, to end the instances that a killed engine could not. An instance in an endless loop notices nothing by
 * itself. On Windows processes of one job end together, without our doing.
 */
export class Reaper {
  readonly #shell: ChildProcess;
  readonly #ended: Promise<unknown>;

  /** @param folder  holds the folders of all instances; removed at the end */
  constructor(folder: string) {
    this.#shell = spawn('/bin/sh', ['-c', script, 'reaper', folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, env: {}, cwd: '/' });
    // It must not keep the engine alive: that would be the tail wagging the dog.
    this.#shell.unref();
    this.#shell.stdin?.on('error', () => undefined);
    // Without a shell there is no reaper; idle instances still end by themselves.
    this.#ended = once(this.#shell, 'exit').catch(() => undefined);
  }

  /** A process group that must not outlive the engine. */
  watch(pid: number): void {
    this.#shell.stdin?.write(`+ ${pid}\n`);
  }

  /** It is gone already. */
  forget(pid: number): void {
    this.#shell.stdin?.write(`- ${pid}\n`);
  }

  /** End; resolves once it has. */
  async close(): Promise<void> {
    this.#shell.ref();
    this.#shell.stdin?.end();
    await this.#ended;
  }
}
