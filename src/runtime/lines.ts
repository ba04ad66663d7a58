import { StringDecoder } from 'node:string_decoder';
import { limits } from '../scf';

/** Cuts text into lines, and lines that are too long. @source S164 */
export class LineCutter {
  readonly #line: (text: string, cutBytes: number) => void;
  #open = '';

  /** @param line  gets each line without its end; `cutBytes` were left out */
  constructor(line: (text: string, cutBytes: number) => void) {
    this.#line = line;
  }

  write(text: string): void {
    const lines = (this.#open + text).split('\n');
    this.#open = lines.pop() ?? '';
    for (const line of lines) this.#tell(line.replace(/\r$/, ''));
  }

  /** Tell a line that is still open. */
  flush(): void {
    const open = this.#open;
    this.#open = '';
    if (open !== '') this.#tell(open);
  }

  #tell(line: string): void {
    const bytes = Buffer.byteLength(line);
    if (bytes <= limits.logLine.value) return this.#line(line, 0);
    // A decoder leaves out a character that the cut has split.
    this.#line(new StringDecoder('utf8').write(Buffer.from(line).subarray(0, limits.logLine.value)), bytes - limits.logLine.value);
  }
}
