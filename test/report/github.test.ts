import fc from 'fast-check';
import { say } from '../../src/messages';
import { github } from '../../src/report/github';
import { printable } from '../../src/report/printable';
import { tell } from '../../src/report/told';
import { anyContext, anyReport, countingOf, english, finding, sample, service } from './reports';

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const registered = new Set(['error', 'warning', 'notice', 'debug', 'group', 'endgroup', 'add-mask', 'add-matcher', 'stop-commands', 'set-env']);

/**
 * Reads a line as the runner does, of which this is written after: `TryParseV2` of actions/runner, src/Runner.Common/ActionCommand.cs
 * at 079cdb1d.
 */
function commandIn(line: string): Command | undefined {
  const message = line.trimStart();
  if (!message.startsWith('::')) return undefined;
  const end = message.indexOf('::', 2);
  if (end < 0) return undefined;
  const info = message.slice(2, end);
  const space = info.indexOf(' ');
  const name = space < 0 ? info : info.slice(0, space);
  if (!registered.has(name.toLowerCase())) return undefined;
  const pairs =
    space > 0
      ? info
          .slice(space + 1)
          .trim()
          .split(',')
          .filter(Boolean)
          .flatMap(pairIn)
      : [];
  return { name, properties: Object.fromEntries(pairs), data: unescaped(message.slice(end + 2), dataEscapes) };
}

/** `Split` with two parts at most, empty ones left out, so that further `=` at the start of a value are lost. */
function pairIn(property: string): [string, string][] {
  const [, key, value] = /^=*([^=]+)=+([^]+)$/.exec(property) ?? [];
  return key === undefined || value === undefined ? [] : [[key, unescaped(value, propertyEscapes)]];
}

type Escapes = readonly (readonly [string, string])[];
const dataEscapes: Escapes = [['%0D', '\r'], ['%0A', '\n'], ['%25', '%']]; // prettier-ignore
const propertyEscapes: Escapes = [['%0D', '\r'], ['%0A', '\n'], ['%3A', ':'], ['%2C', ','], ['%25', '%']]; // prettier-ignore

function unescaped(text: string, escapes: Escapes): string {
  return escapes.reduce((rest, [escape, char]) => rest.replaceAll(escape, char), text);
}

/** What the runner also takes for a command, anywhere in a line that is none of the above: `TryParse` of the same file. */
const olderCommand = /##\[[^\]]*\]/;

function commandsOf(text: string): (Command | undefined)[] {
  return text.split('\n').map(commandIn);
}

it('is read by the runner as it was meant, whatever the texts', () => {
  fc.assert(
    fc.property(anyReport, anyContext, (report, context) => {
      const lines = github(report, context).split('\n');
      const told = tell(report, context).filter(({ finding: { suppressed } }) => suppressed === undefined);
      expect(lines).toHaveLength(countingOf(report).length + 1);
      told.forEach(({ severity, file, text, code, position }, index) => {
        const command = commandIn(lines[index] ?? '');
        expect(command).toMatchObject({
          name: severity === 'info' ? 'notice' : severity,
          properties: { file: printable(file), title: code, ...(position && { line: `${position.line}`, endLine: `${position.endLine}` }) },
          data: printable(text),
        });
      });
    }),
  );
});

it('ends with a line for people that is no command, whatever the texts', () => {
  fc.assert(
    fc.property(anyReport, anyContext, (report, context) => {
      const last = github(report, context).split('\n').at(-1) ?? '';
      expect(commandIn(last)).toBeUndefined();
      expect(last).not.toMatch(olderCommand);
    }),
  );
  for (const folder of ['::error::x', ' ::stop-commands::x', 'x\n::error::', '##[error]x']) {
    const text = github({ services: [service({ folder })], accounts: [] }, english);
    expect(commandsOf(text)).toStrictEqual([undefined]);
    expect(text).not.toMatch(olderCommand);
  }
});

it.each([
  {
    what: 'a part of a line, to its last character',
    position: { line: 3, column: 5, endLine: 3, endColumn: 8 },
    is: { line: '3', endLine: '3', col: '5', endColumn: '7' },
  },
  {
    what: 'a place without width',
    position: { line: 3, column: 5, endLine: 3, endColumn: 5 },
    is: { line: '3', endLine: '3', col: '5', endColumn: '5' },
  },
  // `ValidateLinesAndColumns` of src/Runner.Worker/ActionCommandManager.cs: columns of several lines are dropped.
  { what: 'several lines', position: { line: 3, column: 5, endLine: 4, endColumn: 2 }, is: { line: '3', endLine: '4' } },
  { what: 'no place', position: undefined, is: {} },
])('marks $what', ({ position, is }) => {
  const [command] = commandsOf(github({ services: [service({ findings: [finding({ position })] })], accounts: [] }, english));
  expect(command?.properties).toEqual({ file: 'serverless.yml', title: 'SCF202', ...is });
});

it('says nothing of what is suppressed but how much it is', () => {
  const lines = github(sample, english).split('\n');
  expect(lines).toHaveLength(5);
  expect(lines.at(-1)).toBe(say('en', 'report.counts', { errors: 2, warnings: 1, infos: 1, services: 2, suppressed: 1, baselined: 1 }));
});

it('names files from the root of the repository', () => {
  const report = { services: [service({ folder: '../shop', findings: [finding({ file: '../common.yml' })] })], accounts: [] };
  expect(commandsOf(github(report, { ...english, base: 'packages/ci' }))[0]?.properties['file']).toBe('packages/common.yml');
});
