import { columnsOf, wantsColour } from '../../src/commands/terminal';

it.each([
  { env: {}, stream: { isTTY: true }, is: true, why: 'a terminal' },
  { env: {}, stream: {}, is: false, why: 'a pipe' },
  { env: { TERM: 'dumb' }, stream: { isTTY: true }, is: false, why: 'a terminal that knows no colours' },
  { env: { NO_COLOR: '1', FORCE_COLOR: '1' }, stream: { isTTY: true }, is: false, why: 'somebody who wants none' },
  { env: { FORCE_COLOR: '1', TERM: 'dumb' }, stream: {}, is: true, why: 'somebody who insists' },
  { env: { FORCE_COLOR: '0' }, stream: { isTTY: true }, is: false, why: 'somebody who insists on none' },
])('colours for $why: $is', ({ env, stream, is }) => {
  expect(wantsColour(env, stream)).toBe(is);
});

it.each([
  { env: {}, stream: { isTTY: true, columns: 120 }, is: 120, why: 'a terminal' },
  { env: {}, stream: {}, is: undefined, why: 'a pipe' },
  { env: {}, stream: { isTTY: true, columns: 0 }, is: undefined, why: 'a terminal that does not know' },
  { env: { COLUMNS: '40' }, stream: { isTTY: true, columns: 120 }, is: 40, why: 'somebody who says it' },
  { env: { COLUMNS: '40' }, stream: {}, is: 40, why: 'somebody who says it for a pipe' },
  { env: { COLUMNS: '0' }, stream: {}, is: undefined, why: 'nothing that is a width' },
  { env: { COLUMNS: '-4' }, stream: { isTTY: true, columns: 80 }, is: 80, why: 'nothing that is a width, and a terminal' },
])('columns for $why: $is', ({ env, stream, is }) => {
  expect(columnsOf(env, stream)).toBe(is);
});
