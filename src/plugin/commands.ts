import type { Lang } from '../messages/text';
import { usageTexts } from '../messages/usage';
import { deployCommands, invokeOptions, planCommands, type OptionOf } from './deployCommands';
import type { CommandDefinition, OptionDefinition } from './host';

/** Our commands and options, as the host's parser wants them. @source F20–F23 */
export function commandsOf(lang: Lang): Readonly<Record<string, CommandDefinition>> {
  const option: OptionOf = (key, type = 'string', shortcut) => ({
    usage: usageTexts[key][lang](),
    type,
    ...(shortcut !== undefined && { shortcut }),
  });
  const region = option('usage.region', 'string', 'r');
  return {
    ...deployCommands(option, region),
    invoke: {
      options: invokeOptions(option, region),
      commands: {
        local: {
          options: {
            region,
            type: option('usage.invoke.type'),
            // The framework itself spells it contextPath; this is how its other options look.
            'context-path': option('usage.invoke.contextPath'),
            qualifier: option('usage.invoke.qualifier', 'string', 'q'),
            count: option('usage.invoke.count'),
            concurrency: option('usage.invoke.concurrency'),
            interval: option('usage.invoke.interval'),
            seed: option('usage.invoke.seed'),
            // For `--no-retry`: the framework's parser takes the `no-` off.
            retry: option('usage.invoke.retry', 'boolean'),
            // For `--no-attach`.
            attach: option('usage.invoke.attach', 'boolean'),
            detach: option('usage.invoke.detach', 'boolean'),
            json: option('usage.json', 'boolean'),
          },
        },
      },
    },
    offline: offlineCommands(lang, option, region),
    scf: {
      usage: usageTexts['usage.scf'][lang](),
      type: 'container',
      commands: {
        validate: {
          usage: usageTexts['usage.scf.validate'][lang](),
          lifecycleEvents: ['run'],
          options: {
            region,
            format: option('usage.validate.format'),
            'fail-on': option('usage.validate.failOn'),
            output: option('usage.validate.output', 'string', 'o'),
            fix: option('usage.validate.fix', 'boolean'),
            'dry-run': option('usage.validate.dryRun', 'boolean'),
            baseline: option('usage.validate.baseline'),
            'update-baseline': option('usage.validate.updateBaseline', 'boolean'),
            'all-stages': option('usage.validate.allStages', 'boolean'),
            cloud: option('usage.validate.cloud', 'boolean'),
            endpoint: option('usage.validate.endpoint'),
            explain: option('usage.validate.explain'),
          },
        },
        rules: {
          usage: usageTexts['usage.scf.rules'][lang](),
          lifecycleEvents: ['run'],
          options: { json: option('usage.rules.json', 'boolean') },
        },
        simulate: {
          usage: usageTexts['usage.scf.simulate'][lang](),
          lifecycleEvents: ['run'],
          options: {
            region,
            trace: option('usage.simulate.trace'),
            format: option('usage.simulate.format'),
            map: option('usage.simulate.map', 'multiple'),
            type: option('usage.simulate.type'),
            'token-base-ms': option('usage.simulate.tokenBaseMs'),
            'token-ms': option('usage.simulate.tokenMs'),
            durations: option('usage.simulate.durations'),
            memory: option('usage.simulate.memory'),
            'reorder-rows': option('usage.simulate.reorderRows'),
            seed: option('usage.simulate.seed'),
            records: option('usage.simulate.records'),
            until: option('usage.simulate.until'),
            'free-tier': option('usage.simulate.freeTier'),
            start: option('usage.simulate.start'),
            profile: option('usage.simulate.profile'),
            vary: option('usage.simulate.vary', 'multiple'),
            json: option('usage.simulate.json', 'boolean'),
          },
        },
        ...planCommands(lang, option, region),
        events: eventsCommands(lang, option, region),
        profile: {
          usage: usageTexts['usage.scf.profile'][lang](),
          type: 'container',
          commands: {
            show: {
              usage: usageTexts['usage.scf.profile.show'][lang](),
              lifecycleEvents: ['run'],
              options: { region, profile: option('usage.profile.profile'), json: option('usage.profile.json', 'boolean') },
            },
            diff: {
              usage: usageTexts['usage.scf.profile.diff'][lang](),
              lifecycleEvents: ['run'],
              options: {
                region,
                from: option('usage.profile.from'),
                to: option('usage.profile.to'),
                json: option('usage.profile.json', 'boolean'),
              },
            },
          },
        },
      },
    },
  };
}

/** The events that bundler plugins wait for, and the entry point by which they say that they have built anew. @source F71 */
function offlineCommands(lang: Lang, option: OptionOf, region: OptionDefinition): CommandDefinition {
  const usage = usageTexts['usage.offline'][lang]();
  const options = {
    region,
    port: option('usage.offline.port'),
    host: option('usage.offline.host'),
    'allow-host': option('usage.offline.allowHost', 'multiple'),
    ephemeral: option('usage.offline.ephemeral', 'boolean'),
    seed: option('usage.invoke.seed'),
    signature: option('usage.offline.signature'),
    'secret-id': option('usage.offline.secretId'),
    'rate-limits': option('usage.offline.rateLimits', 'boolean'),
    'region-of': option('usage.offline.regionOf'),
    // For `--no-watch`, `--no-timers` and `--no-color`.
    watch: option('usage.offline.watch', 'boolean'),
    'watch-ignore': option('usage.offline.watchIgnore', 'multiple'),
    timers: option('usage.offline.timers', 'boolean'),
    color: option('usage.offline.color', 'boolean'),
    logs: option('usage.offline.logs', 'boolean'),
    json: option('usage.offline.json', 'boolean'),
  };
  return {
    usage,
    lifecycleEvents: ['start'],
    options,
    commands: {
      start: { usage, lifecycleEvents: ['init', 'ready', 'end'], options },
      functionsUpdated: { type: 'entrypoint', lifecycleEvents: ['cleanup'] },
    },
  };
}

/** `scf events`: one command for each thing that can be asked. @source F23: words beside the options would be thrown away */
function eventsCommands(lang: Lang, option: OptionOf, region: OptionDefinition): CommandDefinition {
  const common = { region, endpoint: option('usage.events.endpoint'), remote: option('usage.events.remote', 'boolean') };
  const json = option('usage.profile.json', 'boolean');
  const id = option('usage.events.id', 'multiple');
  const chosen = {
    function: option('usage.events.function', 'multiple', 'f'),
    qualifier: option('usage.events.qualifier', 'string', 'q'),
  };
  const during = { since: option('usage.events.since'), until: option('usage.events.until') };
  const state = option('usage.events.state', 'multiple');
  const command = (key: keyof typeof usageTexts, options: CommandDefinition['options']): CommandDefinition => ({
    usage: usageTexts[key][lang](),
    lifecycleEvents: ['run'],
    options: { ...common, ...options },
  });
  const page = { limit: option('usage.events.limit'), offset: option('usage.events.offset'), order: option('usage.events.order') };
  const end = { signal: option('usage.events.signal', 'boolean'), all: option('usage.events.all', 'boolean') };
  return {
    usage: usageTexts['usage.scf.events'][lang](),
    type: 'container',
    commands: {
      list: command('usage.scf.events.list', { ...chosen, state, ...during, ...page, json }),
      get: command('usage.scf.events.get', { id, json }),
      logs: command('usage.scf.events.logs', { id, follow: option('usage.events.follow', 'boolean') }),
      terminate: command('usage.scf.events.terminate', { id, ...end, ...chosen, state, yes: option('usage.events.yes', 'boolean', 'y'), json }),
      stats: command('usage.scf.events.stats', { ...chosen, ...during, json }),
    },
  };
}
