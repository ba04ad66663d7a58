/** As much of `Temporal` as it takes to tell the present. */
export interface TemporalNames {
  readonly Now: object;
  readonly Instant: { readonly prototype: object; fromEpochNanoseconds(nanos: bigint): Instant };
}

interface Instant {
  toZonedDateTimeISO(zone: unknown): ZonedDateTime;
}

interface ZonedDateTime {
  toPlainDateTime(): unknown;
  toPlainDate(): unknown;
  toPlainTime(): unknown;
}

/** What `Temporal.Now` is asked for. */
export type Telling = (zone?: unknown) => unknown;

/** The present of an instance. */
export interface Present {
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: () => number;
  /** The name of its time zone. */
  readonly zone: () => string;
}

/** `Temporal` of a world, where Node has it (26 and later) or somebody has put one there. */
export function temporalOf(world: object): TemporalNames | undefined {
  const found = Reflect.get(world, 'Temporal') as Partial<TemporalNames> | undefined;
  return found?.Now && found.Instant ? (found as TemporalNames) : undefined;
}

/** `Temporal` whose present is given; all else is as it was, its classes too. */
export function virtualTemporal(real: TemporalNames, present: Present): object {
  return copyOf(real, { Now: copyOf(real.Now, tellings(real, present)) });
}

function copyOf(thing: object, own: object): object {
  const copy = Object.create(Object.getPrototypeOf(thing) as object | null, Object.getOwnPropertyDescriptors(thing)) as object;
  for (const [name, value] of Object.entries(own))
    Object.defineProperty(copy, name, { configurable: true, enumerable: false, writable: true, value });
  return copy;
}

/** The methods of `Temporal.Now`. @param temporal  whose classes they answer in: each global object has its own */
export function tellings(temporal: TemporalNames, present: Present): Readonly<Record<string, Telling>> {
  const instant = (): Instant => temporal.Instant.fromEpochNanoseconds(nanosOf(present.nowMs()));
  const zoned = (zone: unknown = present.zone()): ZonedDateTime => instant().toZonedDateTimeISO(zone);
  return {
    instant,
    timeZoneId: () => present.zone(),
    zonedDateTimeISO: (zone) => zoned(zone),
    plainDateTimeISO: (zone) => zoned(zone).toPlainDateTime(),
    plainDateISO: (zone) => zoned(zone).toPlainDate(),
    plainTimeISO: (zone) => zoned(zone).toPlainTime(),
  };
}

/** In whole milliseconds it is what `Date.now()` says. */
function nanosOf(ms: number): bigint {
  const whole = Math.floor(ms);
  return BigInt(whole) * 1_000_000n + BigInt(Math.floor((ms - whole) * 1e6));
}
