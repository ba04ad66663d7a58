import fc from 'fast-check';
import { TraceFault, type TraceRow } from '../../src/trace';
import { fileOf, rowsOf } from './reading';

const lines = (header: string, line: (at: number) => string) => [header, ...Array.from({ length: 30 }, (_, at) => line(at))].join('\r\n');

const durations = fileOf('HashApp,HashFunction,percentile_Average_0,percentile_Average_100\na,x,1,9\n', 'sound-durations.csv');

const sound = [
  { format: 'scf', text: lines('atMs,function,type,durationMs,coldStartMs,outcome', (at) => `${at * 7},"f",async,${at},,ok`) },
  { format: 'azure-functions-2021', text: lines('app,func,end_timestamp,duration', (at) => `a,"x",${at}.5,0.${at}`) },
  { format: 'azure-functions-2019', text: lines('HashOwner,HashApp,HashFunction,Trigger,1,2', (at) => `o,a,x,"http",${at % 3},1`) },
  { format: 'llm-inference', text: lines('TIMESTAMP,ContextTokens,GeneratedTokens', (at) => `2023-11-16 18:17:${at + 10}.25,"1",${at}`) },
] as const;

it.each(sound)('reads a damaged file of format $format to its end, or to a fault', async ({ format, text }) => {
  const whole = Buffer.from(text);
  const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 6 });
  const cut = fc.oneof(fc.constant(whole.length), fc.nat(whole.length));
  const options = { format, functions: ['f'], map: new Map([['*', 'f']]), durationsFile: durations };
  await fc.assert(
    fc.asyncProperty(damage, cut, async (places, length) => {
      const bytes = Buffer.from(whole.subarray(0, length));
      for (const [at, byte] of places) if (at < length) bytes[at] = byte;
      const outcome = await rowsOf(fileOf(bytes, 'damaged.csv'), options).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(TraceFault);
      else expectSound(outcome as readonly TraceRow[]);
    }),
    { numRuns: 150 },
  );
});

function expectSound(rows: readonly TraceRow[]): void {
  let before = 0;
  for (const { atMs, function: key, durationMs = 0 } of rows) {
    expect(atMs).toBeGreaterThanOrEqual(before);
    expect([key, durationMs >= 0]).toEqual(['f', true]);
    before = atMs;
  }
}
