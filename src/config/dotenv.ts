import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';

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
  // The framework's own parser: what Node.js reads by itself ends at an escaped quotation mark, and takes a line that is none for the next one's name.
  const written: Env = parse(text);
  const expanded: Record<string, string> = {};
  for (const [name, value] of Object.entries(written)) expanded[name] = expand(value ?? '', { ...written, ...expanded, [name]: undefined, ...env });
  return expanded;
}

/** How often a value is looked through: one that leads back to itself never comes to an end. */
const roundsMax = 100;

/** Puts `$NAME`, `${NAME}`, `${NAME:-otherwise}` and `${NAME:+instead}` in, the innermost first; `\$` stays a dollar sign. */
function expand(value: string, env: Env): string {
  let text = value;
  for (let round = 0; round < roundsMax; round += 1) {
    const next = text.replace(/(?<!\\)\$(?:\{([^{}]+)\}|([A-Za-z_]\w*))/, (_, braced?: string, bare?: string) => meant(braced ?? bare ?? '', env));
    if (next === text) break;
    text = next;
  }
  return text.replaceAll('\\$', '$');
}

function meant(expression: string, env: Env): string {
  const [, name = '', sign = '', other = ''] = /^(.*?)(?:(:?[-+])(.*))?$/s.exec(expression) ?? [];
  const known = env[name] ?? '';
  if (sign.endsWith('+')) return known === '' ? '' : other;
  return known === '' ? other : known;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
