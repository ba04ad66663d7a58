/** What a fault's text is made of, by code. The words are in `messages`. */
export interface TraceFaultParams {
  /** The file cannot be read. */
  unreadable: { readonly detail: string };
  /** There is no header, or nothing at all. */
  empty: undefined;
  /** The header is that of no format. */
  format: { readonly header: string; readonly formats: readonly string[] };
  /** A column is missing, or is none of the format's. */
  columnMissing: { readonly name: string; readonly format: string };
  columnUnknown: { readonly name: string; readonly known: readonly string[] };
  /** A row has more or fewer fields than the header. */
  fields: { readonly expected: number; readonly got: number };
  /** A quotation mark is not closed, or stands within a field that has none. */
  quote: undefined;
  rowTooLong: { readonly limit: number };
  /** A field is no number of the kind that belongs there. */
  /** `max` where the number is beyond it. */
  number: { readonly name: string; readonly value: string; readonly whole: boolean; readonly max: number | undefined };
  choice: { readonly name: string; readonly value: string; readonly values: readonly string[] };
  timestamp: { readonly name: string; readonly value: string };
  /** A time of the calendar where times count from the beginning of the trace, or one that no calendar has. */
  calendar: { readonly name: string; readonly value: string };
  /** A first time that is one of the calendar in seconds; `date` is that, `days` what it would be in ms after the beginning of the trace. */
  seconds: { readonly name: string; readonly value: string; readonly date: string; readonly days: number };
  /** Arrivals go back in time. */
  order: { readonly name: string; readonly value: string; readonly before: string };
  /** A row arrived before one that has been passed on already. */
  late: { readonly lateMs: number; readonly rows: number };
  /** Percentiles go down. */
  percentiles: { readonly name: string; readonly value: number; readonly before: number };
  /** More arrivals in one minute than can be held. */
  tooMany: { readonly minute: number; readonly count: number; readonly limit: number };
  /** The file that belongs beside this one is not there. */
  companion: { readonly kind: 'durations' | 'memory'; readonly looked: string };
  /** Names that stand for no function of the service; the first few. */
  unmapped: { readonly names: readonly string[]; readonly functions: readonly string[] };
  /** A name has bytes that are no UTF-8: the text was saved in another encoding, such as GBK, and no name of it would be met. */
  encoding: undefined;
  /** A name is to stand for a function that the service does not have. */
  mapTarget: { readonly name: string; readonly target: string; readonly functions: readonly string[] };
  /** A file of records cannot be written. */
  unwritable: { readonly detail: string };
  notRegular: undefined;
  occupied: undefined;
}

export type TraceFaultCode = keyof TraceFaultParams;

/** Where in a file something is wrong. */
export interface Place {
  readonly file: string;
  /** Counts from 1; of a row over several lines, the last one. Undefined for the file as a whole. */
  readonly line?: number | undefined;
  /** The field in its row, counting from 1, as a spreadsheet does. Undefined for the row as a whole. */
  readonly column?: number | undefined;
}

/** Something is wrong with a trace or with a file of records. Match on `code`: it is stable, `message` is not. */
export class TraceFault<C extends TraceFaultCode = TraceFaultCode> extends Error implements Place {
  override readonly name = 'TraceFault';
  readonly file: string;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(
    readonly code: C,
    place: Place,
    readonly params: TraceFaultParams[C],
    options?: ErrorOptions,
  ) {
    super(`${code} (${[place.file, place.line, place.column].filter((part) => part !== undefined).join(':')})`, options);
    this.file = place.file;
    this.line = place.line;
    this.column = place.column;
  }
}
