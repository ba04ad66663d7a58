import { statuses } from '../scf';
import { diagnostic, dotted, shown, type Diagnostic, type Path } from './diagnostic';
import type { ScfCustom } from './generated/types';
import { nearest } from './nearest';
import { isRegionForm, regionFaults, regionMeant } from './regionRules';

type SystemRetry = NonNullable<NonNullable<ScfCustom['engine']>['systemRetry']>;
type Allocated = NonNullable<NonNullable<ScfCustom['account']>['allocated']>[number];

const base = ['custom', 'scf'];

/** Faults of `custom.scf` that no JSON Schema can say, in what has its right shape. @source S10, S43, S56, S64, S111, S124 */
export function knobFaults({ account, engine = {} }: ScfCustom): Diagnostic[] {
  return [
    ...orderFaults('keepAliveSec', engine.keepAliveSec, 'S111'),
    ...orderFaults('coldStartMs', engine.coldStartMs, 'S124'),
    ...checkOrderFaults(engine.checkOrder),
    ...systemRetryFaults(engine.systemRetry),
    ...Object.keys(engine.retryClassOverrides ?? {}).flatMap(statusFault),
    ...Object.keys(account?.regionQuotaMB ?? {}).flatMap(regionFault),
    ...allocatedFaults(account?.allocated ?? []),
  ];
}

function orderFaults(
  name: string,
  written: number | { readonly min: number; readonly max: number } | undefined,
  rule: 'S111' | 'S124',
): Diagnostic[] {
  if (typeof written !== 'object' || written.min <= written.max) return [];
  const params = { option: dotted([...base, 'engine', name, 'min']), value: shown(written.min), form: 'order' } as const;
  return [diagnostic('SCF106', [...base, 'engine', name, 'min'], params, { rule })];
}

function checkOrderFaults(written: readonly string[] | undefined): Diagnostic[] {
  if (written === undefined || (written.length === 2 && written[0] !== written[1])) return [];
  const params = { option: dotted([...base, 'engine', 'checkOrder']), value: shown(written), form: 'checkOrder' } as const;
  return [diagnostic('SCF106', [...base, 'engine', 'checkOrder'], params, { rule: 'S43' })];
}

/** A longest interval of one that does not grow would be passed over. @source S56 */
function systemRetryFaults({ mode, maxSec }: SystemRetry = {}): Diagnostic[] {
  if (mode !== 'fixed' || maxSec === undefined) return [];
  const path = [...base, 'engine', 'systemRetry', 'maxSec'];
  return [diagnostic('SCF106', path, { option: dotted(path), value: shown(maxSec), form: 'fixedInterval' }, { rule: 'S56' })];
}

function statusFault(code: string): Diagnostic[] {
  const known = Object.keys(statuses);
  if (known.includes(code)) return [];
  const under: Path = [...base, 'engine', 'retryClassOverrides'];
  const params = { name: code, under: dotted(under), nearest: nearest(code, known), known };
  return [diagnostic('SCF103', [...under, code], params, { at: 'key', rule: 'S64' })];
}

function regionFault(region: string): Diagnostic[] {
  const path = [...base, 'account', 'regionQuotaMB', region];
  if (isRegionForm(region)) return regionFaults(region, path, 'entry');
  const params = { option: dotted(path.slice(0, -1)), value: shown(region), form: 'region', write: regionMeant(region) } as const;
  return [diagnostic('SCF106', path, params, { at: 'key', rule: 'S10' })];
}

/** What others hold counts in no sum while nobody says how much it is, and twice where it is there twice. @source S16 */
function allocatedFaults(written: readonly Allocated[]): Diagnostic[] {
  return written.flatMap((entry, index) => {
    const path = [...base, 'account', 'allocated', index];
    if (entry.reservedMB === undefined && entry.provisionedMB === undefined) {
      return [diagnostic('SCF106', path, { option: dotted(path), value: shown(entry), form: 'noFigure' }, { rule: 'S16' })];
    }
    const first = written.findIndex((other) => other.function === entry.function);
    if (first === index) return [];
    const there = [...path, 'function'];
    return [diagnostic('SCF106', there, { option: dotted(there), value: shown(entry.function), form: 'twiceAllocated' }, { rule: 'S16' })];
  });
}
