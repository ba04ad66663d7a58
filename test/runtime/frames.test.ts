import fc from 'fast-check';
import { frame, frameHead, frameIn, FrameReader } from '../../src/runtime/frames';

const headers = fc.oneof(
  fc.dictionary(fc.string(), fc.jsonValue()),
  fc.string({ unit: 'binary' }).filter((text) => !text.startsWith('{')),
);
const messages = fc.array(fc.record({ header: headers, body: fc.uint8Array({ maxLength: 300 }) }), { maxLength: 8 });

it('gives back every message, wherever the stream of bytes is cut', () => {
  fc.assert(
    fc.property(messages, fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (sent, sizes) => {
      const bytes = Buffer.concat(sent.map(({ header, body }) => frame(header, Buffer.from(body))));
      const reader = new FrameReader();
      const received = chunksOf(bytes, sizes).flatMap((chunk) => reader.push(chunk));
      expect(received.map(({ header, body }) => ({ header, body: [...body] }))).toEqual(
        sent.map(({ header, body }) => ({ header: JSON.parse(JSON.stringify(header)) as unknown, body: [...body] })),
      );
    }),
  );
});

it('gives back one message that is there as a whole, wherever it was put', () => {
  fc.assert(
    fc.property(messages, fc.integer({ max: 400, min: 0 }), (sent, roomBytes) => {
      const room = Buffer.alloc(roomBytes);
      for (const { header, body } of sent) {
        const bytes = frame(header, Buffer.from(body), room);
        expect(bytes.buffer === room.buffer).toBe(bytes.length <= roomBytes);
        expect(bytes).toEqual(Buffer.concat([frameHead(header, body.length), body]));
        expect(frameIn(bytes)).toEqual({ header: JSON.parse(JSON.stringify(header)) as unknown, body: Buffer.from(body) });
      }
    }),
  );
});

it.each([
  { name: 'a header too long', bytes: Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0]) },
  { name: 'a body too long', bytes: Buffer.from([0, 0, 0, 2, 0xff, 0, 0, 0]) },
  { name: 'a header that is not JSON', bytes: Buffer.from([0, 0, 0, 2, 0, 0, 0, 0, 0x7b, 0x7b]) },
])('refuses $name', ({ bytes }) => {
  expect(() => new FrameReader().push(bytes)).toThrow();
});

/** The bytes in pieces of the given sizes, over and over. */
function chunksOf(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}
