import type { PlainKey } from '../messages';

/** Options that the framework's own commands have for AWS or for its makers' services, with what to do here instead. @source F19, F21 */
export const insteadOf: ReadonlyMap<string, PlainKey> = new Map([
  ['docker', 'cli.insteadOfDocker'],
  ['docker-arg', 'cli.insteadOfDocker'],
  ['preserve-runtime-env', 'cli.insteadOfRuntimeEnv'],
  ['conceal', 'cli.insteadOfConceal'],
  ['aws-profile', 'cli.insteadOfProfile'],
  ['use-local-credentials', 'cli.insteadOfProfile'],
  ['app', 'cli.insteadOfDashboard'],
  ['org', 'cli.insteadOfDashboard'],
  ['aws-s3-accelerate', 'cli.insteadOfAccelerate'],
  ['enforce-hash-update', 'cli.insteadOfHash'],
  ['minify-template', 'cli.insteadOfTemplate'],
  ['durable-execution-name', 'cli.insteadOfDurable'],
]);
