import { regions } from '../scf';
import { diagnostic, dotted, shown, type Diagnostic, type Path } from './diagnostic';
import { nearest } from './nearest';

/**
 * That a text of the right form names no region that is known. It may be newer than the list: only a warning, but one that is needed, since a
 * quota of a region that is misspelt counts nowhere.
 *
 * @param path   where it is written
 * @param entry  set where it is the name of an entry
 * @source S5, S10
 */
export function regionFaults(region: string, path: Path, entry?: 'entry'): Diagnostic[] {
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

/** The region that a text most likely means: slips apart, a city by itself (`Singapore`) names it, too. */
export function regionMeant(text: string): string | undefined {
  const city = text.toLowerCase().replaceAll(/[^a-z]/g, '');
  return nearest(text, regions) ?? regions.find((region) => region.endsWith(`-${city}`));
}
