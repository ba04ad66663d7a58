import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import fc from 'fast-check';
import { checkService, type Diagnostic } from '../../src/config';
import { inOneMap } from '../../src/config/functionMap';
import { isPlain } from '../../src/config/plain';
import { shapedServices } from '../fuzz/services';
import { damaged, damages } from '../fuzz/treeDamage';

/** The same services each time: what is found by chance on another day belongs into `npm run fuzz`. */
const seed = 1;

const words = ['markdownDescription', 'defaultSnippets', 'errorMessage', 'patternErrorMessage'];
const schema = JSON.parse(readFileSync(join(__dirname, '..', '..', 'schema', 'service.json'), 'utf8')) as object;
const accepts = new Ajv({ strictRequired: false, strictTypes: false, allErrors: true, verbose: true, keywords: words }).compile(schema);

/** As a file could say it, without variables: a schema cannot know what they stand for. */
const services = fc
  .tuple(shapedServices, fc.array(damages, { maxLength: 2 }))
  .map(([service, changes]) => JSON.stringify(damaged(service, changes)) as string | undefined)
  .filter((text) => text !== undefined && !text.includes('${'))
  .map((text) => JSON.parse(text ?? '') as unknown);

function diagnosticsOf(written: unknown): readonly Diagnostic[] {
  const service = isPlain(written) ? { ...written, functions: inOneMap(written['functions'], []).functions } : written;
  return checkService(service, { codeDir: '/services/shop' }).diagnostics;
}

/** What the check leaves to others: values that are never read, and those that the framework judges. */
function isLeft({ keyword, instancePath, params, data }: ErrorObject): boolean {
  // Of a function from an image, or where each function names its own, the runtime is not read.
  if (instancePath === '/custom' || instancePath.endsWith('/runtime')) return true;
  // An empty option is as good as none, even of a name that nobody knows.
  if (keyword !== 'additionalProperties') return false;
  return (data as Readonly<Record<string, unknown>>)[String((params as { readonly additionalProperty: unknown }).additionalProperty)] === null;
}

it('refuses nothing that the check lets pass', () => {
  fc.assert(
    fc.property(services, (service) => {
      if (accepts(service)) return;
      const found = diagnosticsOf(service).filter(({ severity }) => severity !== 'info');
      const errors = accepts.errors ?? [];
      if (found.length === 0 && !errors.some(isLeft))
        throw new Error(errors.map(({ instancePath, message = '' }) => `${instancePath} ${message}`).join('\n'));
    }),
    { numRuns: 1_000, seed },
  );
});

/** What a value's own form says; the rest needs to know other options. */
const shapes: readonly string[] = ['SCF101', 'SCF102', 'SCF103', 'SCF104', 'SCF105'];

/** What a schema does not know: a slip at the top, where plugins have names of their own; what other options make necessary; and tables of the platform. */
function isBeyond({ code, path }: Diagnostic): boolean {
  const last = path.at(-1);
  if (code === 'SCF103') return path.length === 1 || path.includes('retryClassOverrides');
  if (code === 'SCF104') return last === 'runtime' || last === 'handler';
  return code === 'SCF105' && (last === 'status' || path.includes('cos'));
}

it('lets no fault of shape pass that the check finds', () => {
  fc.assert(
    fc.property(services, (service) => {
      const fault = diagnosticsOf(service).find((found) => shapes.includes(found.code) && !isBeyond(found) && found.severity === 'error');
      if (fault !== undefined && accepts(service)) throw new Error(`${fault.code} ${fault.path.join('.')} ${JSON.stringify(fault.params)}`);
    }),
    { numRuns: 1_000, seed },
  );
});
