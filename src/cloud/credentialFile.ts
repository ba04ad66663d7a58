import { readFile } from 'node:fs/promises';
import { CloudFault } from './fault';

/** The profiles of a credentials file by name, each with its settings. */
export type Profiles = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads a credentials file as the official SDKs do: sections in brackets, settings as `name = value`.
 * @returns undefined when there is no such file
 * @throws CloudFault `credentialsFile`
 * @source dependencies of the official SDK for Node: ini; `~/.tencentcloud/credentials`
 */
export async function readProfiles(file: string): Promise<Profiles | undefined> {
  try {
    return profilesIn(await readFile(file, 'utf8'));
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new CloudFault({ kind: 'credentialsFile', file, why: code }, { cause: error });
  }
}

function profilesIn(text: string): Profiles {
  const profiles = new Map<string, Map<string, string>>();
  let settings: Map<string, string> | undefined;
  for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    const section = /^\s*\[\s*([^\]]*?)\s*\]\s*$/.exec(line)?.[1];
    const [, name, value = ''] = /^\s*([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (section !== undefined) profiles.set(section, (settings = profiles.get(section) ?? new Map<string, string>()));
    else if (name !== undefined) settings?.set(name, settingOf(value));
  }
  return profiles;
}

/** Without quotation marks; where there are none, without a comment behind it, before which a backslash stands where it is none. */
function settingOf(value: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(value)?.[2];
  if (quoted !== undefined) return quoted;
  const [said = ''] = /^(?:[^\\;#]|\\.?)*/.exec(value) ?? [];
  return said.replace(/\\([\\;#])/g, '$1').trim();
}
