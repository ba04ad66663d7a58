import type { InvocationType } from '../scf';
import type { Mapping } from './mapping';
import type { TraceRow } from './row';
import type { Table } from './table';

/** What the readers of all formats get. */
export interface Source {
  readonly table: Table;
  readonly mapping: Mapping;
  /** Type of the invocations, where the format does not say. */
  readonly type: InvocationType;
  /** Is told which share of the trace has been read, from 0 to 1. */
  readonly onShare?: ((share: number) => void) | undefined;
}

/** Arrivals in order of time, some thousand at a time. */
export type Rows = AsyncGenerator<readonly TraceRow[], void, undefined>;
