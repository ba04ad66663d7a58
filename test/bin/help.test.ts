import * as ofCloud from '../../src/bin/deployOptions';
import { sayCli } from '../../src/messages/cli';
import { commandsOf } from '../../src/plugin/commands';

const { invoke, offline, scf } = commandsOf('en');
const { validate, simulate, events } = scf?.commands ?? {};
const eventsNames = Object.values(events?.commands ?? {}).flatMap(({ options }) => Object.keys(options ?? {}));

/** Which options a command has: those of the plugin, which are its own, and where it speaks to the cloud, those of its table. */
const optionsOf: Readonly<Record<string, readonly string[]>> = {
  invoke: [...Object.keys(invoke?.commands?.['local']?.options ?? {}), 'function', 'data', 'path', 'raw', 'env', 'context'],
  offline: Object.keys(offline?.options ?? {}),
  validate: Object.keys(validate?.options ?? {}),
  simulate: Object.keys(simulate?.options ?? {}),
  events: eventsNames,
  plan: Object.keys(ofCloud.planOptions),
  deploy: Object.keys(ofCloud.deployOptions),
  info: Object.keys(ofCloud.infoOptions),
  logs: Object.keys(ofCloud.logsOptions),
  metrics: Object.keys(ofCloud.metricsOptions),
  rollback: Object.keys(ofCloud.rollbackOptions),
  remove: Object.keys(ofCloud.removeOptions),
  import: Object.keys(ofCloud.importOptions),
};
/** Told once, at the end. */
const ofAll = ['stage', 'region', 'param', 'config', 'help'];

/** The lines that begin with the name of a command, and what stands under them; with those about all that speak to the cloud. */
function linesAbout(command: string, help: string): string {
  const about = new RegExp(`^(${command}\\b(?! --remote)|plan(, |、)${command}\\b|All of these|以上各命令)`);
  return help
    .split(/^(?=\S)/m)
    .filter((part) => about.test(part))
    .join('');
}

describe.each(['en', 'zh'] as const)('the help in %s', (lang) => {
  const help = sayCli(lang, 'cli.help');

  it.each(Object.entries(optionsOf))('names every option of %s', (command, names) => {
    const told = linesAbout(command, help);
    const own = names.filter((name) => !ofAll.includes(name));
    // What is on unless it is refused is told as `--no-watch`.
    expect(own.filter((name) => !new RegExp(`--(no-)?${name}(?![\\w-])`).test(told))).toEqual([]);
  });

  it.each(ofAll)('names --%s, which nearly all have', (name) => {
    expect(help).toContain(`--${name}`);
  });
});
