import type { Published, Rollable } from '../../deploy/rollback';
import { sayRollback } from '../../messages/rollback';
import { jsonText } from '../../report/jsonText';
import { printable } from '../../report/printable';
import { padded, widthOf } from '../../report/width';
import type { Output } from '../output';
import type { Deployed } from './deployed';
import type { RollbackOptions } from './rollbackOptions';

/** When a version was published, with its zone: it may be given back as `--timestamp`. */
export function shownTime({ publishedAt, publishedMs }: Published): string {
  return publishedMs === undefined ? publishedAt : `${publishedAt.slice(0, 19).replace(' ', 'T')}+08:00`;
}

/** The versions of each function, the newest first, and where traffic goes. */
export function tellVersions(found: readonly Rollable[], { functions, json }: RollbackOptions, service: Deployed, output: Output): void {
  const { lang } = output;
  if (json) {
    output.out(jsonText({ functions: found.map(versionsJson) }));
    return;
  }
  for (const { key, name } of functions) {
    const rollable = found.find((one) => one.function.name === name);
    if (!rollable) output.err(sayRollback(lang, 'rollback.notDeployed', { key, name, region: service.region }));
    else if (rollable.versions.length === 0) output.err(sayRollback(lang, 'rollback.none', { key, program: service.program }));
    else output.out(versionsText(rollable, output));
  }
  if (found.some(({ versions }) => versions.length > 0)) output.err(sayRollback(lang, 'rollback.how', service));
}

function versionsJson({ function: { key, name }, alias, live, versions }: Rollable) {
  return {
    key,
    name,
    default: alias.version,
    versions: versions.map((one) => ({
      version: one.version,
      publishedAt: shownTime(one),
      description: one.description,
      status: one.status,
      provisioned: live.provisioned.find(({ version }) => version === one.version)?.allocated ?? 0,
    })),
  };
}

function versionsText({ function: { key }, alias, live, versions }: Rollable, { lang }: Output): string {
  const rows = versions.map((one) => {
    const provisioned = live.provisioned.find(({ version }) => version === one.version)?.allocated ?? 0;
    const traffic = one.version === alias.version ? 'rollback.traffic' : alias.additional.includes(one.version) ? 'rollback.share' : undefined;
    const says = [
      ...(traffic === undefined ? [] : [sayRollback(lang, traffic)]),
      ...(provisioned > 0 ? [sayRollback(lang, 'rollback.provisioned', { instances: provisioned })] : []),
      ...(one.status === '' || one.status === 'Active' ? [] : [one.status]),
    ];
    return [one.version, shownTime(one), printable(one.description), says.join(lang === 'zh' ? '，' : ', ')];
  });
  const columns = [0, 1, 2].map((column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  const lines = rows.map((row) => row.map((cell, column) => padded(cell, columns[column] ?? 0)).join('  '));
  return [key, ...lines.map((line) => `  ${line}`.trimEnd())].join('\n');
}
