import { isPlain, type Plain } from './settings';

/** A value looked up by the stage's name: `${self:custom.memory.${sls:stage}}`. */
const byStage = /\$\{\s*self:([\w.-]+)\.\$\{(?:sls:stage|opt:stage|self:provider\.stage)[^}]*\}/g;

/**
 * The stages that a service speaks of: those with parameters, and those by which its own maps are looked up.
 * @param text  the configuration as written, YAML or JSON
 * @returns none for what cannot be read
 * @source F62
 */
export async function stagesIn(text: string): Promise<string[]> {
  const raw = await rawOf(text);
  const { params } = raw;
  const named = isPlain(params) ? Object.keys(params) : [];
  const looked = [...text.matchAll(byStage)].flatMap(([, path = '']) => keysAt(raw, path.split('.')));
  return [...new Set([...named, ...looked])].filter((stage) => stage !== 'default' && /^[A-Za-z0-9-]+$/.test(stage));
}

async function rawOf(text: string): Promise<Plain> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, { merge: true, logLevel: 'silent' });
  if (document.errors.length > 0) return {};
  try {
    const raw: unknown = document.toJS({ maxAliasCount: 100 });
    return isPlain(raw) ? raw : {};
  } catch {
    // Aliases without end; the check itself tells of them.
    return {};
  }
}

function keysAt(root: Plain, path: readonly string[]): string[] {
  let here: unknown = root;
  for (const key of path) here = isPlain(here) && Object.hasOwn(here, key) ? here[key] : undefined;
  return isPlain(here) ? Object.keys(here) : [];
}
