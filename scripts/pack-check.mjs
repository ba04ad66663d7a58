// Looks at the package as users get it: packs it once, then asks publint whether its doors open,
// and Are The Types Wrong whether its types tell the truth about them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'serverless-scf-pack-'));

try {
  // Without scripts: `dist` is to be judged as it lies there, and not to be built once more.
  npm('pack', '--ignore-scripts', '--silent', '--pack-destination', folder);
  const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack left no package');
  npm('exec', '--no', '--', 'publint', 'run', '--strict', join(folder, tarball));
  // strict: also as of Node 10, which knows no `exports`: so does TypeScript look for types where tests are compiled to CommonJS and no more is said.
  // no-definitely-typed: the package brings its own types, so there is nothing to look up.
  npm('exec', '--no', '--', 'attw', join(folder, tarball), '--profile', 'strict', '--no-definitely-typed', '--no-emoji');
} catch (error) {
  // The tool that failed has said why on its own lines.
  process.exitCode = 1;
  if (!(error instanceof Error && 'status' in error)) throw error;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Runs npm, the very one that runs this script: npm itself is a script, found alike on every system.
 * @param {string[]} args
 */
function npm(...args) {
  const cli = process.env['npm_execpath'];
  if (cli === undefined) throw new Error('start this by `npm run check:package`');
  execFileSync(process.execPath, [cli, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
}
