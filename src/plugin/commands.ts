import type { PlainKey } from '../messages';
import type { Lang } from '../messages/text';
import { usageTexts } from '../messages/usage';
import type { CommandDefinition } from './host';

/** Our commands and options, as the host's parser wants them. @source F20–F23 */
export function commandsOf(lang: Lang): Readonly<Record<string, CommandDefinition>> {
  const option = (key: keyof typeof usageTexts, type: 'string' | 'boolean' = 'string', shortcut?: string) => ({
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
