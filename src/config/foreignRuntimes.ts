/** Languages by the names that people and other platforms give them. */
const languages: readonly (readonly [name: RegExp, runtime: string])[] = [
  [/^node(?:\.?js)?$/, 'Nodejs'],
  [/^(?:python|py)$/, 'Python'],
  [/^php$/, 'Php'],
  [/^go(?:lang)?$/, 'Go'],
  [/^java$/, 'Java'],
  [/^(?:custom(?:[\s_-]*runtime)?|provided(?:\.al2?\d*)?)$/, 'CustomRuntime'],
  [/^(?:custom[\s_-]*)?image$/, 'CustomImage'],
];

interface Version {
  readonly runtime: string;
  readonly major: number;
  readonly minor: number;
}

/**
 * The runtime that a text means which is not one: `go1.x`, `Nodejs18.x`, `python3.9`, `nodejs18`.
 *
 * @param listed  runtimes of the platform, `Nodejs18.15`
 * @returns the one of the same language and major version, of several minor ones that nearest above, else below;
 *   undefined when the platform has none: another major version is another runtime
 * @source S190
 */
export function runtimeMeant(text: string, listed: readonly string[]): string | undefined {
  const written = text.trim().toLowerCase();
  if (written.length > 60) return undefined;
  const same = listed.find((runtime) => runtime.toLowerCase() === written);
  if (same !== undefined) return same;
  const [, name = '', major = '', minor = ''] =
    /^([a-z][a-z.]*?)[\s_-]*(\d{1,3})?(?:\.(\d{1,3}|x))?(?:\.[\dx]{1,3})?(?:\.al2\d*)?$/.exec(written) ?? [];
  const language = languages.find(([pattern]) => pattern.test(major === '' ? written : name))?.[1];
  if (language === undefined) return undefined;
  if (language.startsWith('Custom')) return listed.find((runtime) => runtime === language);
  const versions = listed.flatMap((runtime) => versionOf(runtime, language) ?? []);
  if (major === '') return versions.length === 1 ? versions[0]?.runtime : undefined;
  const fitting = versions.filter((version) => version.major === Number(major));
  return nearestMinor(fitting, /^\d+$/.test(minor) ? Number(minor) : undefined)?.runtime;
}

function versionOf(runtime: string, language: string): Version | undefined {
  const [, major = '', minor = '0'] = new RegExp(`^${language}(\\d+)(?:\\.(\\d+))?$`).exec(runtime) ?? [];
  return major === '' ? undefined : { runtime, major: Number(major), minor: Number(minor) };
}

/** Without a minor version, the newest. */
function nearestMinor(versions: readonly Version[], minor: number | undefined): Version | undefined {
  const rising = versions.toSorted((a, b) => a.minor - b.minor);
  return rising.find((version) => minor !== undefined && version.minor >= minor) ?? rising.at(-1);
}

/**
 * Whether a text has the form of the platform's runtimes, so that it may be one that is newer than any list.
 * @source S190: Node.js and Python always have a minor version, and no runtime has an `x`
 */
export function isRuntimeForm(text: string): boolean {
  return /^(?:(?:Nodejs|Python)\d+\.\d+|Php\d+(?:\.\d+)?|(?:Go|Java)\d+)$/.test(text);
}
