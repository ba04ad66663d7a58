import { hostSchema } from '../config/hostSchema';
import { pluginsOf } from '../config/pluginNames';
import { languageOf, type Lang } from '../messages/text';
import { usageTexts } from '../messages/usage';
import { commandsOf } from './commands';
import type { CommandDefinition, Host, HostOptions, Io } from './host';
import type { Session } from './session';

/** Commands that act on the configuration, and are therefore not begun with a wrong one. */
const checkedCommands = new Set(['invoke local', 'package', 'deploy', 'deploy function']);

/** These check for themselves, and again at each change. */
const offlineCommands = new Set(['offline', 'offline start']);

/**
 * The plugin: makes `tencent` a provider of the framework. Every `sls` command constructs it, so it only says what there
 * is; what the hooks do is in `session`, loaded when the first of them runs.
 * @source F12, F16, F53
 */
export class TencentScf {
  /** The framework leaves us out of services of other providers. @source F16 */
  readonly provider = 'tencent';
  readonly commands: Readonly<Record<string, CommandDefinition>>;
  readonly hooks: Readonly<Record<string, () => Promise<void>>>;

  constructor(host: Host, options: HostOptions, io: Io) {
    const command = host.processedInput.commands.join(' ');
    const lang = languageOf(process.env);
    if (command !== '' && host.processedInput.options['help'] !== true) refuseStopping(host, lang);
    host.setProvider('tencent', providerOf(host, options));
    host.configSchemaHandler.defineProvider('tencent', hostSchema);
    // Our own commands report what the framework would stop at, and more; so the framework must not stop. @source F30
    if (command.startsWith('scf ')) host.extendConfiguration(['configValidationMode'], 'off');
    let session: Session | undefined;
    const hook = (act: (session: Session) => Promise<void> | void) => async (): Promise<void> => {
      session ??= new (await import('./session')).Session(command, host, options, io, lang);
      await act(session);
    };
    const nothing = (): Promise<void> => Promise.resolve();
    this.commands = commandsOf(lang);
    const check = checkedCommands.has(command) ? hook((begun) => begun.check()) : nothing;
    this.hooks = {
      initialize: offlineCommands.has(command) ? hook((begun) => begun.refuseServerlessOffline()) : check,
      'before:package:createDeploymentArtifacts': hook((begun) => begun.packaging((hooks) => hooks.before())),
      'after:package:createDeploymentArtifacts': hook((begun) => begun.packaging((hooks) => hooks.after())),
      'invoke:local:invoke': hook((begun) => begun.invokeLocal()),
      'offline:start': hook((begun) => begun.offline()),
      'offline:start:init': hook((begun) => begun.openOffline()),
      'offline:start:ready': hook((begun) => begun.awaitOffline()),
      finalize: offlineCommands.has(command) ? hook((begun) => begun.leaveOffline()) : nothing,
      'offline:functionsUpdated:cleanup': hook((begun) => begun.reloadOffline()),
      'scf:validate:run': hook((begun) => begun.validate()),
      'scf:rules:run': hook((begun) => begun.rules()),
      'scf:simulate:run': hook((begun) => begun.simulate()),
      'scf:profile:show:run': hook((begun) => begun.showProfile()),
      'scf:profile:diff:run': hook((begun) => begun.diffProfiles()),
      'scf:events:list:run': hook((begun) => begun.events('list')),
      'scf:events:get:run': hook((begun) => begun.events('get')),
      'scf:events:logs:run': hook((begun) => begun.events('logs')),
      'scf:events:terminate:run': hook((begun) => begun.events('terminate')),
      'scf:events:stats:run': hook((begun) => begun.events('stats')),
      ...cloudHooks(hook),
    };
  }
}

/** Plugins that stop every command, with words that name neither themselves nor the way out. @source F49 */
const stopping = { 'serverless-esbuild': 'usage.esbuildPlugin', 'serverless-plugin-warmup': 'usage.warmupPlugin' } as const;

/** Told already when we are made: their hooks may come before ours, and so does the framework's look at what they add to the schema. */
function refuseStopping({ service, configurationInput, classes }: Host, lang: Lang): void {
  if (service.provider['name'] !== 'tencent') return;
  const others = pluginsOf(configurationInput['plugins']);
  for (const [plugin, why] of Object.entries(stopping)) {
    if (others.some(({ name }) => name === plugin)) throw new classes.Error(usageTexts[why][lang](), 'SCF_USAGE');
  }
}

/** Commands of the framework that exist because there are hooks for them, and those of ours that speak to the cloud. @source F19 */
function cloudHooks(hook: (act: (session: Session) => Promise<void>) => () => Promise<void>): Readonly<Record<string, () => Promise<void>>> {
  return {
    'deploy:deploy': hook((begun) => begun.deploy()),
    'deploy:function:packageFunction': hook((begun) => begun.packaging((hooks) => hooks.one())),
    'deploy:function:deploy': hook((begun) => begun.deploy()),
    'deploy:list:log': hook((begun) => begun.cloud((cloud) => cloud.rollback())),
    'deploy:list:functions:log': hook((begun) => begun.cloud((cloud) => cloud.rollback())),
    'info:info': hook((begun) => begun.cloud((cloud) => cloud.info())),
    'invoke:invoke': hook((begun) => begun.cloud((cloud) => cloud.invoke())),
    'logs:logs': hook((begun) => begun.cloud((cloud) => cloud.logs())),
    'metrics:metrics': hook((begun) => begun.cloud((cloud) => cloud.metrics())),
    'remove:remove': hook((begun) => begun.cloud((cloud) => cloud.remove())),
    'rollback:rollback': hook((begun) => begun.cloud((cloud) => cloud.rollback())),
    'rollback:function:rollback': hook((begun) => begun.cloud((cloud) => cloud.rollback())),
    'scf:plan:run': hook((begun) => begun.cloud((cloud) => cloud.plan())),
    'scf:import:run': hook((begun) => begun.cloud((cloud) => cloud.import())),
  };
}

/** What other plugins ask of a provider; the framework itself asks nothing. @source F16 */
function providerOf(host: Host, options: HostOptions): object {
  const { provider } = host.service;
  return {
    getStage: () => options['stage'] ?? provider['stage'] ?? 'dev',
    getRegion: () => options['region'] ?? provider['region'],
  };
}
