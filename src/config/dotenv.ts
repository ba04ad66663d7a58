import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The variables of a service's `.env.<stage>`, or, when there is none, of `.env`.
 *
 * @param env  the process environment, which values may refer to
 * @source F62: `useDotenv: true`
 */
export function dotenv(dir: string, stage: string, env: Env): Record<string, string> {
  if (!/^[A-Za-z0-9-]+$/.test(stage)) return {};
  const text = textOf(join(dir, `.env.${stage}`)) ?? textOf(join(dir, '.env'));
  if (text === undefined) return {};
  const written: Env = parseEnv(text);
  const expanded: Record<string, string> = {};
  for (const [name, value] of Object.entries(written)) expanded[name] = expand(value ?? '', { ...written, ...expanded, ...env });
  return expanded;
}

/** Puts `$NAME`, `${NAME}` and `${NAME:-otherwise}` in; `\$` stays a dollar sign. */
function expand(value: string, env: Env): string {
  return value.replaceAll(/\\\$|\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}|\$([A-Za-z_]\w*)/g, (all, braced?: string, otherwise?: string, bare?: string) => {
    if (all === '\\$') return '$';
    const known = env[braced ?? bare ?? ''];
    return known === undefined || known === '' ? (otherwise ?? '') : known;
  });
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
