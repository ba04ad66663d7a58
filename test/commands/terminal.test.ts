import { wantsColour } from '../../src/commands/terminal';

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
