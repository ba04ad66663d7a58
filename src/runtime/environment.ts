import { delimiter, join, sep } from 'node:path';
import type { InstanceSpec } from './runtime';

/** Variables of the machine without which programs cannot be found or started; no other reaches user code. */
const necessities = ['PATH', 'Path', 'SystemRoot', 'SYSTEMROOT', 'windir', 'COMSPEC', 'ComSpec', 'PATHEXT'];

/** The account that local instances belong to; nobody's. */
export const localAccount = { appid: '1250000000', uin: '100000000001' } as const;

/** Obviously not credentials. @source S210: an instance has some only with a role */
const roleCredentials = {
  TENCENTCLOUD_SECRETID: 'local-secret-id',
  TENCENTCLOUD_SECRETKEY: 'local-secret-key',
  TENCENTCLOUD_SESSIONTOKEN: 'local-session-token',
} as const;

/**
 * The environment of an instance's process: all of it.
 *
 * @param host       the environment that the engine itself runs in
 * @param ownFolder  the instance's home and place for temporary files
 * @source S210, S197; S152: user variables cannot override the platform's
 */
export function environmentOf(
  spec: InstanceSpec,
  host: Readonly<Record<string, string | undefined>>,
  ownFolder: string,
): Readonly<Record<string, string>> {
  const { function: plan, codeDir } = spec;
  return {
    ...blankEnvironment(host, ownFolder, codeDir),
    NODE_PATH: [codeDir, join(codeDir, 'node_modules')].join(delimiter),
    PYTHONPATH: codeDir,
    ...plan.environment,
    USER_CODE_ROOT: codeDir.endsWith(sep) ? codeDir : `${codeDir}/`,
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: spec.region,
    TENCENTCLOUD_APPID: localAccount.appid,
    TENCENTCLOUD_UIN: localAccount.uin,
    TENCENTCLOUD_TZ: 'UTC',
    ...credentialsOf(spec),
    SCF_FUNCTIONNAME: plan.name,
    SCF_FUNCTIONVERSION: spec.version,
    SCF_RUNTIME: plan.runtime,
    SCF_NAMESPACE: spec.namespace,
    _SCF_SERVER_PORT: '28902',
  };
}

/** The environment of an instance of which it is not known yet whose it will be. @param folder  where it is to be */
export function blankEnvironment(
  host: Readonly<Record<string, string | undefined>>,
  ownFolder: string,
  folder: string,
): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(necessities.flatMap((name) => (host[name] === undefined ? [] : [[name, host[name]]]))),
    HOME: ownFolder,
    TMPDIR: ownFolder,
    TMP: ownFolder,
    TEMP: ownFolder,
    USER: 'qcloud',
    PWD: folder,
    LANG: 'en_US.UTF-8',
    LC_ALL: 'en_US.UTF-8',
    TZ: 'UTC',
  };
}

/**
 * Variables of a user that Node, V8 and the libraries they stand on read when a process starts, and never again. NODE_ENV is none of theirs.
 * @returns whether a process that runs already cannot take on this environment
 */
export function countsAtStart(environment: Readonly<Record<string, string>>): boolean {
  return Object.keys(environment).some((name) => readAtStart.test(name));
}

const readAtStart =
  /^(NODE_(?!ENV$|PATH$)|V8_|UV_|ICU_|OPENSSL_|SSL_|LD_|DYLD_|MALLOC_|GLIBC_|LIBC_|LOCPATH$|LC_|LANG$|LANGUAGE$|PATH$|NO_COLOR$|FORCE_COLOR$)/i;

/** What a handler's context says of every request alike; an instance adds the rest. */
export type ContextFields = Readonly<Record<string, string | number>> & { readonly time_limit_in_ms: number };

/**
 * The fields of the handler's context that do not depend on the request.
 * @source S196
 * @assumes S210, that `environ` and `environment` hold the user's variables, the namespace and the role's credentials
 */
export function contextFieldsOf(spec: InstanceSpec): ContextFields {
  const { function: plan } = spec;
  const variables = { ...plan.environment, SCF_NAMESPACE: spec.namespace, ...credentialsOf(spec) };
  return {
    memory_limit_in_mb: plan.memoryMB,
    time_limit_in_ms: plan.timeoutMs,
    function_name: plan.name,
    // The version itself, whatever alias led to it (S146).
    function_version: spec.version,
    namespace: spec.namespace,
    tencentcloud_region: spec.region,
    tencentcloud_appid: localAccount.appid,
    tencentcloud_uin: localAccount.uin,
    environ: Object.entries(variables)
      .map(([name, value]) => `${name}=${value}`)
      .join(';'),
    environment: JSON.stringify(variables),
  };
}

function credentialsOf(spec: InstanceSpec): Readonly<Record<string, string>> {
  return spec.function.role === undefined ? {} : roleCredentials;
}
