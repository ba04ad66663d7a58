import { dotenv } from './dotenv';
import type { Plain } from './settings';
import type { Sources } from './sources';
import { Variables, type VariableContext } from './variables';

/** What a service is read with; argv and the environment belong to the bin. */
export interface LoadOptions {
  /** Folder of the service; absolute. */
  readonly dir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--stage`. */
  readonly stage?: string | undefined;
  /** `--region`. */
  readonly region?: string | undefined;
  /** `--param name=value`. */
  readonly params?: Readonly<Record<string, string>> | undefined;
  /** `--config`: the file's name, in the folder of the service. @source F63 */
  readonly config?: string | undefined;
}

/**
 * The variables of a service, over its file as it is written.
 * @throws TooDeep, RangeError when the stage, which decides on `.env`, leads too far
 */
export function variablesOf(service: Plain, sources: Sources, options: LoadOptions): Variables {
  if (service['useDotenv'] !== true) return variablesOver(service, sources, options, options.env).variables;
  const stage = options.stage ?? variablesOver(service, sources, options, options.env).stage();
  const env = { ...dotenv(options.dir, stage, options.env), ...options.env };
  return variablesOver(service, sources, options, env).variables;
}

/** @source F16: stage is `--stage`, else `provider.stage`, else `dev` */
function variablesOver(
  service: Plain,
  sources: Sources,
  options: LoadOptions,
  env: LoadOptions['env'],
): { readonly variables: Variables; readonly stage: () => string } {
  let asking = false;
  const stage = (): string => {
    // `provider.stage` may itself ask for the stage.
    if (options.stage !== undefined || asking) return options.stage ?? 'dev';
    asking = true;
    const found = new Variables(context).resolved(['provider', 'stage']);
    asking = false;
    return typeof found === 'string' && !found.includes('${') ? found : 'dev';
  };
  const context: VariableContext = {
    service,
    stage,
    env,
    options: { stage: options.stage, region: options.region },
    params: options.params ?? {},
    file: (name) => sources.included(name),
  };
  return { variables: new Variables(context), stage };
}
