import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownService } from '../commands/validate';
import type { Host, HostOptions } from './host';

/**
 * The service as the framework has read it, with the file in which its user edits it.
 * @param dir  folder that handlers are resolved against; bundlers may have moved it
 * @source F14, F29: nothing of the framework's own parse survives
 */
export function serviceOf(host: Host, options: HostOptions, dir: string): KnownService {
  const { configurationInput: written, service, configurationFilename: file } = host;
  return {
    // A bare `provider: tencent` is an object by now, and a list of `functions` one map.
    service: { ...written, service: service.service, provider: service.provider, functions: service.functions },
    dir,
    stage: textOf(options['stage']),
    region: textOf(options['region']),
    ...(file !== undefined && { file, text: textIn(join(host.serviceDir, file)) }),
  };
}

function textOf(option: unknown): string | undefined {
  return typeof option === 'string' ? option : undefined;
}

/** Only the forms that have positions are read; a program is not. */
function textIn(path: string): string {
  return /\.(ya?ml|json)$/.test(path) ? readFileSync(path, 'utf8') : '';
}
