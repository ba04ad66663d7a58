import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invoke } from '../../src/commands/invoke';
import type { Machine } from '../../src/commands/machine';
import { functionPlan, regionPlan } from '../scf/plans';
import { once, recorded } from './output';

/** Ctrl-C while a handler runs. Not on Windows, where there is no SIGTERM to listen to. */

let codeDir: string;

beforeAll(() => {
  codeDir = mkdtempSync(join(tmpdir(), 'scf-interrupt-'));
  writeFileSync(
    join(codeDir, 'index.js'),
    `exports.patient = (event, context, callback) => {
       const work = setInterval(() => undefined, 1000);
       process.on('SIGTERM', () => { clearInterval(work); callback(null, 'put away'); });
       console.log('at work');
     };
     exports.exits = (event, context, callback) => { setInterval(() => undefined, 1000); console.log('at work'); };
     exports.stubborn = () => { process.on('SIGTERM', () => console.log('no')); console.log('at work'); for (;;); };`,
  );
});
afterAll(() => rmSync(codeDir, { recursive: true }));

/** Presses Ctrl-C whenever the log has a line that matches, up to `times` times. */
async function interruptAt(handler: string, line: RegExp, options = once): Promise<{ exitCode: number; outs: string[]; errs: string[] }> {
  let press = (): void => undefined;
  const output = recorded();
  const machine: Machine = {
    env: process.env,
    onInterrupt: (listener) => {
      press = listener;
      return () => undefined;
    },
  };
  const watching = {
    ...output,
    err: (text: string) => {
      output.err(text);
      if (line.test(text)) press();
    },
  };
  const plan = regionPlan([functionPlan('hello', { handler, timeoutMs: 900_000 })], { codeDir });
  const exitCode = await invoke(plan, options, watching, machine);
  return { exitCode, outs: output.outs, errs: output.errs };
}

it('S84: Ctrl-C asks the handler to end by SIGTERM, and its clean-up runs', async () => {
  const { exitCode, outs } = await interruptAt('index.patient', /at work$/);
  expect([exitCode, outs]).toEqual([130, ['"put away"']]);
});

it('a second Ctrl-C ends a handler that does not listen', async () => {
  const { exitCode, outs } = await interruptAt('index.stubborn', /at work$|Interrupted/);
  expect(exitCode).toBe(130);
  expect(outs.join('')).toContain('"statusCode": 499');
});

it('S54: what Ctrl-C has ended is not tried again', async () => {
  const { exitCode, errs } = await interruptAt('index.exits', /at work$/, { ...once, type: 'async' });
  expect(exitCode).toBe(130);
  expect(errs.filter((line) => line.startsWith('START'))).toHaveLength(1);
  expect(errs.at(-1)).toContain('ABORTED (499)');
});
