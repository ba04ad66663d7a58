/** The members of a framework instance that we use; osls and serverless 3 have them alike. @source F14, F66 */
export interface Host {
  readonly serviceDir: string;
  readonly configurationFilename: string | undefined;
  /** The configuration as plain JSON; by hook time its variables are resolved. */
  readonly configurationInput: Readonly<Record<string, unknown>>;
  readonly processedInput: { readonly commands: readonly string[]; readonly options: Readonly<Record<string, unknown>> };
  readonly service: HostService;
  readonly configSchemaHandler: { readonly schema?: HostSchema; defineProvider(name: string, schema: object): void };
  /** Runs another command with everybody's hooks. @source F47 */
  readonly pluginManager: { spawn(command: string): Promise<unknown> };
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
  setProvider(name: string, provider: object): void;
  extendConfiguration(path: readonly string[], value: unknown): void;
}

/** What the framework takes for valid, other plugins' options included. */
interface HostSchema {
  readonly properties?: {
    readonly provider?: { readonly properties?: SchemaProperties };
    readonly functions?: { readonly patternProperties?: Readonly<Record<string, { readonly properties?: SchemaProperties }>> };
  };
}

export type SchemaProperties = Readonly<Record<string, object>>;

/** What the framework has made of the configuration; the only thing of it that we change is what is packaged. */
export interface HostService {
  readonly service: string | null;
  readonly provider: Readonly<Record<string, unknown>>;
  readonly functions?: unknown;
  package?: { readonly patterns?: readonly string[]; readonly individually?: boolean; readonly path?: string; artifact?: string };
}

/** The third argument of a plugin's constructor. @source F36 */
export interface Io {
  readonly log: { warning(text: string): void; notice(text: string): void };
  writeText(text: string): void;
}

/** Command-line options; the host refills the same object before hooks run, so it is read inside hooks only. @source F13 */
export type HostOptions = Readonly<Record<string, unknown>>;

/** A command as the host's parser wants it. @source F21–F23 */
export interface CommandDefinition {
  readonly usage?: string;
  /** An entry point is no command of its own: only other plugins call it. */
  readonly type?: 'container' | 'entrypoint';
  readonly lifecycleEvents?: readonly string[];
  readonly options?: Readonly<Record<string, OptionDefinition>>;
  readonly commands?: Readonly<Record<string, CommandDefinition>>;
}

export interface OptionDefinition {
  readonly usage: string;
  readonly type: 'string' | 'boolean' | 'multiple';
  readonly shortcut?: string;
  readonly required?: boolean;
}
