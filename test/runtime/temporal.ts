import { realGlobal } from '../../src/runtime/realNode';

/** As much of `Temporal` as these tests ask of it, for versions of Node that have none. */
class Instant {
  constructor(readonly epochMilliseconds: number) {}

  static fromEpochNanoseconds(nanos: bigint): Instant {
    return new Instant(Number(nanos / 1_000_000n));
  }

  toZonedDateTimeISO(zone: string) {
    const [day, time] = new Date(this.epochMilliseconds).toLocaleString('sv-SE', { timeZone: zone }).split(' ');
    return { timeZoneId: zone, toPlainDateTime: () => `${day}T${time}`, toPlainDate: () => day, toPlainTime: () => time };
  }

  toLocaleString(locales: string, options: Intl.DateTimeFormatOptions): string {
    return new Date(this.epochMilliseconds).toLocaleString(locales, options);
  }

  toString(): string {
    return new Date(this.epochMilliseconds).toISOString().replace('.000', '');
  }
}

const present = () => new Instant(Date.now());
const Now = {
  instant: present,
  timeZoneId: () => 'UTC',
  zonedDateTimeISO: (zone = 'UTC') => present().toZonedDateTimeISO(zone),
  plainDateTimeISO: () => '',
  plainDateISO: () => '',
  plainTimeISO: () => '',
};

/** Node has one in each global object: that of the test, and its own. */
const lacking = [globalThis, realGlobal].filter((world) => !('Temporal' in world));
for (const world of lacking) Object.defineProperty(world, 'Temporal', { configurable: true, writable: true, value: { Now, Instant } });

export function takeBack(): void {
  for (const world of lacking) Reflect.deleteProperty(world, 'Temporal');
}
