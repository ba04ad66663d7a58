/**
 * The messages between the engine and an instance: two lengths of four bytes, a header, and a body of bytes that nobody looks into. A header is
 * an object as JSON text; those of the two messages that every run has are a text of their own: to begin one its RequestId, unless a trigger
 * began it, to end a good one its figures.
 */
export interface Frame {
  /** An object, unless the text is none. */
  readonly header: unknown;
  readonly body: Buffer;
}

const sizesBytes = 8;
const nothing: Buffer = Buffer.alloc(0);
/** Far above what an instance sends; more is the noise of user code that wrote to the channel itself. */
const headerMax = 1024 * 1024;
const bodyMax = 64 * 1024 * 1024;

/** The header that begins a run. @param trigger  few runs have one: what is said of it is an object */
export function beginningOf(requestId: string, trigger: string | undefined): object | string {
  return trigger === undefined ? requestId : { kind: 'run', requestId, trigger };
}

/**
 * The bytes of one message.
 * @param room  where they are put if they fit; they are good only until the next one is put there
 */
export function frame(header: object | string, body: Buffer = nothing, room: Buffer = nothing): Buffer {
  return begin(header, body.length, body, room);
}

/** The bytes of a message before its body, which is written by itself. */
export function frameHead(header: object | string, bodyBytes: number): Buffer {
  return begin(header, bodyBytes, nothing, nothing);
}

function begin(header: object | string, bodyBytes: number, body: Buffer, room: Buffer): Buffer {
  const head = typeof header === 'string' ? header : JSON.stringify(header);
  const headBytes = Buffer.byteLength(head);
  const size = sizesBytes + headBytes + body.length;
  const bytes = size <= room.length ? room.subarray(0, size) : Buffer.allocUnsafe(size);
  bytes.writeUInt32BE(headBytes, 0);
  bytes.writeUInt32BE(bodyBytes, 4);
  bytes.write(head, sizesBytes);
  body.copy(bytes, sizesBytes + headBytes);
  return bytes;
}

/** A message that is there as a whole. Its body is a part of these bytes. */
export function frameIn(bytes: Buffer): Frame {
  const bodyAt = sizesBytes + bytes.readUInt32BE(0);
  return { header: headerIn(bytes, bodyAt), body: bytes.subarray(bodyAt, bodyAt + bytes.readUInt32BE(4)) };
}

function headerIn(bytes: Buffer, bodyAt: number): unknown {
  const text = bytes.toString('utf8', sizesBytes, bodyAt);
  return text.startsWith('{') ? JSON.parse(text) : text;
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
      const complete = this.#take(this.#whole());
      if (complete) frames.push(complete);
    }
    return frames;
  }

  /** All that is there, in one piece. */
  #whole(): Buffer {
    const [first] = this.#chunks;
    return first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks, this.#bytes);
  }

  #take(all: Buffer): Frame | undefined {
    const headBytes = all.readUInt32BE(0);
    const bodyBytes = all.readUInt32BE(4);
    if (headBytes > headerMax || bodyBytes > bodyMax) throw new RangeError('not a message: too long');
    const bodyAt = sizesBytes + headBytes;
    const end = bodyAt + bodyBytes;
    const complete = all.length >= end;
    this.#keep(complete ? all.subarray(end) : all, complete ? sizesBytes : end);
    return complete ? { header: headerIn(all, bodyAt), body: all.subarray(bodyAt, end) } : undefined;
  }

  #keep(rest: Buffer, neededBytes: number): void {
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#bytes = rest.length;
    this.#neededBytes = neededBytes;
  }
}
