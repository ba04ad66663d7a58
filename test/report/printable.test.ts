import { printable } from '../../src/report/printable';

it.each([
  ['an escape sequence', '\u001b[31mred', '·[31mred'],
  ['the one-character form of one', '\u009b31mred', '·31mred'],
  ['a carriage return, which writes over the line', 'a\rb', 'a·b'],
  ['a bell, a backspace and a delete', '\u0007\u0008\u007f', '···'],
  ['marks that turn the order of characters around', 'a\u202etxt.exe\u2066b\u2069\u200f\u061c', 'a·txt.exe·b···'],
])('leaves no %s', (_what, text, shown) => {
  expect(printable(text)).toBe(shown);
});

it('leaves lines, tabs and what people write', () => {
  const text = 'a\tb\n函数 ① é 👩‍💻 ﷽ שלום';
  expect(printable(text)).toBe(text);
});
