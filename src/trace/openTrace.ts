import type { InvocationType } from '../scf';
import { azure2019Rows, memoryOf, type PlacementModel } from './azure2019';
import { azure2021Rows, REORDER_ROWS } from './azure2021';
import { companionOf } from './companions';
import { TraceFault } from './fault';
import { llmRows, llmStartMs, tokenModel, type TokenModel } from './llmInference';
import { Mapping } from './mapping';
import type { Percentiles } from './percentiles';
import type { TraceRow } from './row';
import { scfRows, scfStartMs } from './scf';
import type { Rows, Source } from './source';
import { Table } from './table';

/** Formats, and columns by which each is known. */
const formats = {
  scf: ['atMs', 'function'],
  'azure-functions-2021': ['app', 'func', 'end_timestamp', 'duration'],
  'azure-functions-2019': ['HashApp', 'HashFunction', 'Trigger'],
  'llm-inference': ['TIMESTAMP', 'GeneratedTokens'],
} as const;

export type TraceFormat = keyof typeof formats;

/** All formats, for help texts. */
export const traceFormats = Object.keys(formats) as readonly TraceFormat[];

export interface TraceOptions {
  /** Undefined tells it from the header. */
  readonly format?: TraceFormat | undefined;
  /** Functions of the service, by key. */
  readonly functions: readonly string[];
  /** Functions by names of the trace; `*` takes the rest. Names: `app/func` of Azure's functions, `llm` of the LLM service. */
  readonly map?: ReadonlyMap<string, string>;
  /** Type of the invocations, where the format does not say; `sync` by default. */
  readonly type?: InvocationType;
  /** Of what the 2019 format leaves open; 1 by default. */
  readonly seed?: number;
  /** Durations of the LLM service. */
  readonly tokens?: Partial<Omit<TokenModel, 'kind'>>;
  /** Files beside that of the 2019 format; found by their names by default. */
  readonly durationsFile?: string;
  readonly memoryFile?: string;
  /** Rows of the 2021 format that are put in order at a time. */
  readonly reorderRows?: number;
  /** Is told which share of the trace has been read, from 0 to 1, while its rows are. */
  readonly onShare?: (share: number) => void;
}

/** A trace: batches of arrivals in order of time. It can be read again, and gives the same. */
export interface Trace extends AsyncIterable<readonly TraceRow[]> {
  readonly format: TraceFormat;
  /** When its first row arrived, ms since the Unix epoch; undefined of a format whose times count from the beginning. */
  readonly startMs: number | undefined;
  /** What is not in the trace and was put in; to be named in every result. Undefined when there is nothing of the kind. */
  readonly model: TokenModel | PlacementModel | undefined;
  /** Memory that the trace's functions used, MB, by their names in the trace; only of the 2019 format, where the file is there. */
  readonly memoryMB: ReadonlyMap<string, Percentiles> | undefined;
  /** Names that are mapped, and that no row has had that was read last. */
  readonly unmet: () => readonly string[];
}

/**
 * Open a trace. Only its header is read at first; the rows come as they are asked for.
 * @throws TraceFault at once, or while the rows are read
 */
export async function openTrace(file: string, options: TraceOptions): Promise<Trace> {
  const { functions, map = new Map<string, string>(), type = 'sync', seed = 1, onShare } = options;
  const table = await Table.open(file);
  const format = options.format ?? formatOf(table);
  let mapping = new Mapping(file, map, functions); // a wrong map is said before anything is read
  const source = (): Source => ({ table, mapping: (mapping = new Mapping(file, map, functions)), type, onShare });
  const unmet = (): readonly string[] => mapping.unmet;
  switch (format) {
    case 'scf': {
      const startMs = await scfStartMs(table);
      return traceOf(format, () => scfRows(source(), startMs), { unmet, startMs });
    }
    case 'azure-functions-2021':
      return traceOf(format, () => azure2021Rows(source(), options.reorderRows ?? REORDER_ROWS), { unmet });
    case 'azure-functions-2019': {
      const durations = await companionOf(file, 'durations', options.durationsFile);
      const memory = await companionOf(file, 'memory', options.memoryFile);
      const rows = () => azure2019Rows(source(), seed, durations);
      const memoryMB = memory === undefined ? undefined : await memoryOf(memory);
      return traceOf(format, rows, { unmet, model: { kind: 'placed', seed }, memoryMB });
    }
    case 'llm-inference': {
      const model = { ...tokenModel, ...options.tokens };
      return traceOf(format, () => llmRows(source(), model), { unmet, model, startMs: await llmStartMs(table) });
    }
  }
}

type Particulars = Partial<Pick<Trace, 'model' | 'memoryMB' | 'startMs'>> & Pick<Trace, 'unmet'>;

function traceOf(format: TraceFormat, rows: () => Rows, { model, memoryMB, startMs, unmet }: Particulars): Trace {
  return { format, model, memoryMB, startMs, unmet, [Symbol.asyncIterator]: rows };
}

function formatOf({ file, header }: Table): TraceFormat {
  const found = traceFormats.find((format) => formats[format].every((name) => header.includes(name)));
  if (found) return found;
  const shown = header.join(',');
  throw new TraceFault('format', { file, line: 1 }, { header: shown.length > 80 ? `${shown.slice(0, 79)}…` : shown, formats: traceFormats });
}
