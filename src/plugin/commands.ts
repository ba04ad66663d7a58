import type { PlainKey } from '../messages';
import type { Lang } from '../messages/text';
import { usageTexts } from '../messages/usage';
import type { CommandDefinition, OptionDefinition } from './host';

/** Our commands and options, as the host's parser wants them. @source F20–F23 */
export function commandsOf(lang: Lang): Readonly<Record<string, CommandDefinition>> {
  const option = (key: keyof typeof usageTexts, type: OptionDefinition['type'] = 'string', shortcut?: string) => ({
    usage: usageTexts[key][lang](),
    type,
    ...(shortcut !== undefined && { shortcut }),
  });
  const region = option('usage.region', 'string', 'r');
  return {
    invoke: {
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
            json: option('usage.json', 'boolean'),
          },
        },
      },
    },
    scf: {
      usage: usageTexts['usage.scf'][lang](),
      type: 'container',
      commands: {
        validate: {
          usage: usageTexts['usage.scf.validate'][lang](),
          lifecycleEvents: ['run'],
          options: { region, format: option('usage.validate.format') },
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

/** Options that the framework's own `invoke local` has for AWS, with what to do here instead. @source F21 */
export const insteadOf: ReadonlyMap<string, PlainKey> = new Map([
  ['docker', 'cli.insteadOfDocker'],
  ['docker-arg', 'cli.insteadOfDocker'],
  ['preserve-runtime-env', 'cli.insteadOfRuntimeEnv'],
]);
