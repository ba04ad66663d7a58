/** Paired measurements: what is compared runs in turn (A B A B …), and ratios are taken round by round, so that a machine whose speed drifts does not matter. */
import { spawnSync } from 'node:child_process';

/**
 * @typedef {{ command: string, args: readonly string[], cwd: string, env?: Readonly<Record<string, string>> }} Command
 */

/**
 * Wall time of one run of a command, ms. Throws when it fails: a time of a failure means nothing.
 * @param {Command} command
 */
export function timeOf({ command, args, cwd, env }) {
  const begin = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  const ms = performance.now() - begin;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return ms;
}

/**
 * Runs `measures` in turn, `rounds` times after one warm-up, and gives each one's figures by name.
 * @template {string} N
 * @param {Record<N, () => number | Promise<number>>} measures
 * @param {number} rounds
 * @returns {Promise<Record<N, number[]>>}
 */
export async function interleave(measures, rounds) {
  const named = /** @type {[N, () => number | Promise<number>][]} */ (Object.entries(measures));
  const figures = /** @type {Record<N, number[]>} */ (/** @type {unknown} */ (Object.fromEntries(named.map(([name]) => [name, []]))));
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, measure] of named) {
      const figure = await measure();
      if (round >= 0) figures[name].push(figure);
    }
  }
  return figures;
}

/** @param {readonly number[]} values  at least one */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const [below = NaN, above = NaN] = [Math.floor, Math.ceil].map((half) => sorted[half((sorted.length - 1) / 2)]);
  return (below + above) / 2;
}

/**
 * The median of the ratios of two series, pair by pair, with the smallest and the largest.
 * @param {readonly number[]} a
 * @param {readonly number[]} b
 */
export function ratioOf(a, b) {
  const ratios = a.map((value, at) => value / (b[at] ?? NaN));
  return `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`;
}
