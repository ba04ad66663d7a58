import { checkService, type CheckOptions, type Diagnostic } from '../../src/config';

/** A service that has nothing wrong with it, but for what a test puts in. */
export interface Parts {
  readonly provider?: object;
  readonly functions?: object;
  readonly fn?: object;
  readonly scf?: object;
}

export function serviceWith({ provider = {}, functions, fn = {}, scf = {} }: Parts): object {
  const base = { name: 'tencent', runtime: 'Nodejs18.15', memorySize: 256 };
  return {
    service: 'shop',
    provider: { ...base, ...provider },
    functions: functions ?? { hello: { handler: 'index.main_handler', ...fn } },
    custom: { scf },
  };
}

export const here: CheckOptions = { codeDir: '/services/shop' };

/** What a check finds: code, severity and path, as one line each. */
export function found(service: unknown, options: CheckOptions = here): string[] {
  return checkService(service, options).diagnostics.map(line);
}

function line({ code, severity, path }: Diagnostic): string {
  return `${code} ${severity} ${path.join('.')}`;
}
