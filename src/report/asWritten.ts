/**
 * JSON text that is shown as it was written. To parse it would change it: JavaScript has no exact number for 9007199254740993, which a handler in
 * Python may well return, and puts names that look like numbers first.
 */

/** A string, a mark of punctuation, or a number or word. */
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** JSON text laid out over lines, as `JSON.stringify` lays out a value. @param json  must be JSON */
export function laidOut(json: string): string {
  const pieces: string[] = [];
  let depth = 0;
  let last = '';
  for (const [part] of json.matchAll(token)) {
    const closes = part === '}' || part === ']';
    if (closes) depth -= 1;
    const opened = last === '{' || last === '[';
    // Brackets with nothing between them stay together.
    if (last === ',' || opened !== closes) pieces.push('\n', '  '.repeat(depth));
    if (part === '{' || part === '[') depth += 1;
    pieces.push(part === ':' ? ': ' : shown(part));
    last = part;
  }
  return pieces.join('');
}

/** What is escaped though it need not be is easier to read without. */
function shown(part: string): string {
  return part.includes('\\') ? JSON.stringify(JSON.parse(part)) : part;
}

/** An object as JSON text, some of whose members are JSON text already. Those that are undefined are left out. */
export function objectText(values: object, texts: Readonly<Record<string, string | undefined>>): string {
  const members = [
    JSON.stringify(values).slice(1, -1),
    ...Object.entries(texts).flatMap(([name, text]) => (text === undefined ? [] : [`${JSON.stringify(name)}:${text}`])),
  ];
  return `{${members.filter((member) => member !== '').join(',')}}`;
}

/** What is JSON stays as it is, other text becomes a string: a result that was cut because of its length is no JSON any more. */
export function jsonOfText(text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return JSON.stringify(text);
  }
}
