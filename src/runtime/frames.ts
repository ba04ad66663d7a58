import assert from 'node:assert';

/**
 * The messages between the engine and an instance: two lengths of four bytes, a header of JSON text, and a body of bytes that nobody looks into.
 */
export interface Frame {
  readonly header: unknown;
  readonly body: Buffer;
}

const sizesBytes = 8;
/** Far above what an instance sends; more is the noise of user code that wrote to the channel itself. */
const headerMax = 1024 * 1024;
const bodyMax = 64 * 1024 * 1024;

/** The bytes of one message. */
export function frame(header: object, body: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.from(JSON.stringify(header));
  const sizes = Buffer.alloc(sizesBytes);
  sizes.writeUInt32BE(head.length, 0);
  sizes.writeUInt32BE(body.length, 4);
  return Buffer.concat([sizes, head, body]);
}

/** Puts messages together from the chunks in which they arrive. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #bytes = 0;
  /** How many bytes there must be before it is worth looking again. */
  #neededBytes = sizesBytes;

  /**
   * @returns the messages that are complete with this chunk
   * @throws when these bytes cannot be messages
   */
  push(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    const frames: Frame[] = [];
    while (this.#bytes >= this.#neededBytes) {
      const all = Buffer.concat(this.#chunks);
      const complete = this.#take(all);
      if (!complete) break;
      frames.push(complete);
    }
    return frames;
  }

  #take(all: Buffer): Frame | undefined {
    const headBytes = all.readUInt32BE(0);
    const bodyBytes = all.readUInt32BE(4);
    if (headBytes > headerMax || bodyBytes > bodyMax) throw new RangeError('not a message: too long');
    const end = sizesBytes + headBytes + bodyBytes;
    this.#chunks = [all];
    this.#neededBytes = end;
    if (all.length < end) return undefined;
    const header: unknown = JSON.parse(all.toString('utf8', sizesBytes, sizesBytes + headBytes));
    this.#chunks = [all.subarray(end)];
    this.#bytes = all.length - end;
    this.#neededBytes = sizesBytes;
    assert(this.#bytes >= 0);
    return { header, body: all.subarray(sizesBytes + headBytes, end) };
  }
}
