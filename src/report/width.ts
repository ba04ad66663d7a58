/** Characters that take two columns of a terminal: Chinese, Japanese, Korean, and full-width forms. */
const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;

/** What is in most texts: each character takes one column. */
const narrow = /^[\x20-\x7e]*$/;

/** As wide as the text, and invisible; a tab stays one, so that it ends where the text's does. */
export function blankAs(text: string): string {
  return text.replaceAll(/[^\t]/g, (char) => (wide.test(char) ? '  ' : ' '));
}

/** Columns of a terminal that a text takes. */
export function widthOf(text: string): number {
  return narrow.test(text) ? text.length : blankAs(text).length;
}

/** The text with blanks behind it, or before it, to so many columns; a wider one stays as it is. */
export function padded(text: string, columns: number, side: 'end' | 'start' = 'end'): string {
  const blanks = ' '.repeat(Math.max(0, columns - widthOf(text)));
  return side === 'end' ? text + blanks : blanks + text;
}

// A line breaks at blanks, and between Chinese characters; what closes stays with what it closes, what opens with what it opens.
const pieces = /\s+|[（“《]*(?:[\u2e80-\u2fff\u3041-\u9fff]|[^\s\u2e80-\u9fff\uff00-\uff60（“《]+)[，。；：、）”》？！]*|./gu;

/** A text in lines of at most so many columns; a longer word has a line of its own. */
export function wrapped(text: string, most: number): string[] {
  const lines = [''];
  for (const piece of text.match(pieces) ?? []) {
    const last = lines.at(-1) ?? '';
    if (last === '' || widthOf(last + piece.trimEnd()) <= most) lines[lines.length - 1] = last + piece;
    else lines.push(piece.trim());
  }
  return lines.map((line) => line.trimEnd());
}
