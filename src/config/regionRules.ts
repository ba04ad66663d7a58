import { regions } from '../scf';
import { diagnostic, dotted, shown, type Diagnostic, type DiagnosticOf, type Path } from './diagnostic';
import { shape } from './generated/shape';
import { nearest } from './nearest';

const form = new RegExp(shape.provider.properties.region.pattern);

/** Whether a text could be the name of a region. */
export function isRegionForm(text: string): boolean {
  return form.test(text);
}

/**
 * That a text of the right form names no region that is known. It may be newer than the list: only a warning, but one that is needed, since a
 * quota of a region that is misspelt counts nowhere.
 *
 * @param path   where it is written
 * @param entry  set where it is the name of an entry
 * @source S5, S10
 */
export function regionFaults(region: string, path: Path, entry?: 'entry'): DiagnosticOf<'SCF105'>[] {
  if (regions.includes(region)) return [];
  const params = {
    option: dotted(entry ? path.slice(0, -1) : path),
    value: shown(region),
    values: regions,
    nearest: regionMeant(region),
    newer: true,
  };
  const at = entry ? 'key' : 'value';
  return [diagnostic('SCF105', path, { ...params, ...(entry && { entry: true }) }, { at, rule: entry ? 'S10' : 'S5', severity: 'warning' })];
}

/** The same of a region that a command line gives in place of the one that is written. */
export function askedRegionFaults(region: string): Diagnostic[] {
  const path = ['provider', 'region'];
  if (!isRegionForm(region)) {
    const params = { option: '--region', value: shown(region), form: 'region', write: regionMeant(region) } as const;
    return [diagnostic('SCF106', path, params, { rule: 'S5' })];
  }
  return regionFaults(region, path).map((fault) => diagnostic('SCF105', path, { ...fault.params, option: '--region' }, fault));
}

/** The region that a text most likely means: slips apart, a city by itself (`Singapore`) names it, too. */
export function regionMeant(text: string): string | undefined {
  const city = text.toLowerCase().replaceAll(/[^a-z]/g, '');
  return nearest(text, regions) ?? regions.find((region) => region.endsWith(`-${city}`));
}
