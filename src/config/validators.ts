import { createRequire } from 'node:module';

/** Parts of a service that have a schema each. */
export type Room = 'provider' | 'function' | 'custom';

/** One fault, in the shape of Ajv. */
export interface Fault {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Set when the fault is in a property's name. */
  readonly propertyName?: string;
}

/** Checks a value; its faults stay on the function until the next call. */
export interface Validate {
  (value: unknown): boolean;
  errors?: readonly Fault[] | null;
}

const load = createRequire(__filename);
const loaded = new Map<Room, Validate>();

/**
 * The validator of a room. Each is a script of its own beside this one, made by `scripts/generate.mjs`: most services need two of the three,
 * and together they are larger than all else that a check loads.
 */
export function validatorOf(room: Room): Validate {
  const validate = loaded.get(room) ?? (load(`./generated/${room}.cjs`) as Validate);
  loaded.set(room, validate);
  return validate;
}
