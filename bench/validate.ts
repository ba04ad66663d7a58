/** One large service: reading, checking and placing what is found, against a bare parse of the same text with positions. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { checkService, loadService } from '../src/config';

const functions = 2000;

/** Both, over one service that is written into `dir`; each tells how long it took, ms. */
export function largeService(dir: string): { readonly own: () => Promise<number>; readonly yaml: () => number } {
  const text = serviceOf(functions);
  writeFileSync(join(dir, 'serverless.yml'), text);
  return {
    own: async () => {
      const begin = performance.now();
      const { service, unresolved, places } = await loadService({ dir, env: {} });
      const { diagnostics } = checkService(service, { codeDir: dir, unresolved, nowMs: Date.now() });
      const located = await places.locate(diagnostics);
      const ms = performance.now() - begin;
      if (!located.some(({ exact }) => exact)) throw new Error('nothing was found, or nothing has a place');
      return ms;
    },
    yaml: () => {
      const begin = performance.now();
      const { errors } = parseDocument(text, { lineCounter: new LineCounter(), merge: true });
      const ms = performance.now() - begin;
      if (errors.length > 0) throw new Error('the text is not valid');
      return ms;
    },
  };
}

/** Every hundredth function has a memory size that the platform does not offer; times and descriptions differ as they do in real services. */
function serviceOf(count: number): string {
  const one = (index: number): string => `  function${index}:
    handler: src/function${index}.main_handler
    description: \${self:custom.words} number ${index}
    memorySize: ${index % 100 === 0 ? 100 : 256}
    timeout: 30
    environment:
      STAGE: \${sls:stage}
      TABLE: table-${index}
    events:
      - timer: { cron: '0 */${1 + (index % 30)} * * * * *', enable: true }
`;
  const head = 'service: large\nprovider: { name: tencent, runtime: Nodejs18.15 }\ncustom: { words: some words }\nfunctions:\n';
  return head + Array.from({ length: count }, (_, index) => one(index)).join('');
}
