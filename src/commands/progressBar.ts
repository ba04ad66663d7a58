import { say, type Lang } from '../messages';
import type { Progress } from './simulationRun';

/** Shows how far something is. */
export interface ProgressBar {
  show(progress: Progress): void;
  /** Take it away; it comes back with the next `show`. */
  stop(): void;
}

/** What takes less time needs no bar, ms. */
const PATIENCE_MS = 1000;

/** A bar on a terminal, once something takes more than a second; undefined where the stream is none. */
export async function progressBarOn(stream: NodeJS.WriteStream, lang: Lang): Promise<ProgressBar | undefined> {
  if (!stream.isTTY) return undefined;
  const { SingleBar } = await import('cli-progress');
  const sinceMs = performance.now();
  const bar = new SingleBar({
    stream,
    format: '{bar} {percentage}% · {rows}',
    clearOnComplete: true,
    hideCursor: null,
    // Whoever listens to Ctrl-C decides what it does.
    gracefulExit: false,
  });
  return {
    show: ({ share, rows }) => {
      if (performance.now() - sinceMs < PATIENCE_MS) return;
      const about = { rows: say(lang, 'simulate.progress', { rows }) };
      if (bar.isActive) bar.update(share, about);
      else bar.start(1, share, about);
    },
    stop: () => bar.stop(),
  };
}
