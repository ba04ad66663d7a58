import type { Lang } from '../messages/text';
import { usageTexts } from '../messages/usage';
import type { CommandDefinition, OptionDefinition } from './host';

type Usage = keyof typeof usageTexts;
export type OptionOf = (key: Usage, type?: OptionDefinition['type'], shortcut?: string) => OptionDefinition;
type Commands = Readonly<Record<string, CommandDefinition>>;

/**
 * What we add to the framework's own commands that speak to the cloud: they exist because there are hooks for them, and so does most of
 * what they take. Their `function` takes one, and cannot be defined anew.
 * @source F19–F21
 */
export function deployCommands(option: OptionOf, region: OptionDefinition): Commands {
  const common = { region, endpoint: option('usage.cloud.endpoint') };
  const json = option('usage.info.json', 'boolean');
  const yes = option('usage.deploy.yes', 'boolean', 'y');
  const dryRun = { 'dry-run': option('usage.deploy.dryRun', 'boolean') };
  const allowGap = option('usage.deploy.allowGap', 'boolean');
  const made = { ...common, ...planning(option), ...dryRun, plan: option('usage.deploy.plan'), yes };
  return {
    deploy: {
      options: made,
      commands: {
        // All that comes of a plan for one function.
        function: { options: made },
        list: { options: { ...common, json }, commands: { functions: { options: { ...common, json } } } },
      },
    },
    info: { options: { ...common, function: option('usage.cloud.function', 'multiple', 'f'), json } },
    logs: { options: { ...common, endTime: option('usage.logs.endTime'), 'request-id': option('usage.logs.requestId') } },
    metrics: { options: { ...common, json } },
    remove: { options: { ...common, ...dryRun, json, yes } },
    rollback: {
      options: {
        ...common,
        ...dryRun,
        function: option('usage.rollback.function', 'string', 'f'),
        'function-version': option('usage.rollback.version'),
        'allow-gap': allowGap,
        json,
        yes,
      },
      commands: { function: { options: { ...common, ...dryRun, 'allow-gap': allowGap, json, yes } } },
    },
  };
}

/** What the framework's `invoke` takes besides, when it calls a function in the cloud. */
export function invokeOptions(option: OptionOf, region: OptionDefinition): NonNullable<CommandDefinition['options']> {
  return {
    region,
    endpoint: option('usage.cloud.endpoint'),
    detach: option('usage.invoke.remoteDetach', 'boolean'),
    json: option('usage.info.json', 'boolean'),
  };
}

/** `scf plan` and `scf import`. */
export function planCommands(lang: Lang, option: OptionOf, region: OptionDefinition): Commands {
  const common = { region, endpoint: option('usage.cloud.endpoint') };
  return {
    plan: {
      usage: usageTexts['usage.plan'][lang](),
      lifecycleEvents: ['run'],
      options: {
        ...common,
        ...planning(option),
        function: option('usage.plan.function', 'string', 'f'),
        package: option('usage.deploy.package', 'string', 'p'),
        force: option('usage.deploy.force', 'boolean'),
      },
    },
    import: {
      usage: usageTexts['usage.import'][lang](),
      lifecycleEvents: ['run'],
      options: {
        ...common,
        function: option('usage.import.function', 'multiple', 'f'),
        namespace: option('usage.import.namespace'),
        service: option('usage.import.service'),
        output: option('usage.import.output', 'string', 'o'),
        force: option('usage.import.force', 'boolean'),
      },
    },
  };
}

/** What decides how a plan is made, and where it goes. */
function planning(option: OptionOf): NonNullable<CommandDefinition['options']> {
  return {
    json: option('usage.deploy.json', 'boolean'),
    out: option('usage.deploy.out', 'string', 'o'),
    replace: option('usage.deploy.replace', 'multiple'),
    prune: option('usage.deploy.prune', 'boolean'),
    'allow-gap': option('usage.deploy.allowGap', 'boolean'),
  };
}
