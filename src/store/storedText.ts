import { isUtf8 } from 'node:buffer';
import type { Value } from './driver';
import { Damage } from './fault';

/** How text is selected that is read by `textIn`: `libsql` ends the process over text that is no UTF-8, as a damaged file may have it. */
export function textColumn(column: string): string {
  return `CAST(${column} AS BLOB)`;
}

/** The same for `asciiIn`: RequestIds and versions have no other characters, and a million of them cost less as text than as bytes. */
export function asciiColumn(column: string): string {
  return `CASE WHEN ${column} GLOB '*[^ -~]*' THEN x'' ELSE ${column} END`;
}

/** @throws Damage */
export function textIn(value: Value | undefined): string {
  if (value instanceof Uint8Array && isUtf8(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString();
  throw new Damage('it has text that is not UTF-8');
}

/** @throws Damage */
export function asciiIn(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  throw new Damage('it has a name that is not text');
}

/** @throws Damage */
export function jsonIn(value: Value | undefined): unknown {
  const text = textIn(value);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Damage('it has text that is not JSON', { cause: error });
  }
}
