/** Shows what the package does, with the real framework, on `examples/etl`: `npm run demo`. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const service = join(root, 'examples', 'etl');
const sls = join(dirname(createRequire(import.meta.url).resolve('osls/package.json')), 'bin', 'serverless.js');

const chinese = /^zh/i.test(process.env['SCF_LANG'] || process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '');

/** @type {{ en: string, zh: string, args: string[] }[]} */
const steps = [
  {
    en: 'An asynchronous ETL over 8,819 real requests: RequestId at once, then its live log',
    zh: '异步执行的 ETL 函数处理 8,819 条真实请求：立即得到 RequestId，随后是实时日志',
    args: ['-f', 'aggregate', '-d', '{"paceMs": 100}'],
  },
  {
    en: 'A synchronous question about its result',
    zh: '同步查询它的结果',
    args: ['-f', 'query', '-d', '{"minute": "18:20"}'],
  },
  {
    en: 'The same 30 times at once: ten instances fit into its reserved quota',
    zh: '同时调用 30 次：最大独占配额只容得下 10 个实例',
    args: ['-f', 'query', '-d', '{"minute": "18:20"}', '--count', '30', '--concurrency', '30'],
  },
];

link();
rmSync(join(service, '.results'), { recursive: true, force: true });
for (const { en, zh, args } of steps) {
  process.stdout.write(`\n# ${chinese ? zh : en}\n$ sls invoke local ${args.map(quoted).join(' ')}\n`);
  const { status } = spawnSync(process.execPath, [sls, 'invoke', 'local', ...args], { cwd: service, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}

/** A user would have the package in the example's node_modules; here it is this checkout. */
function link() {
  const at = join(service, 'node_modules', 'serverless-scf');
  if (existsSync(at)) return;
  mkdirSync(dirname(at), { recursive: true });
  symlinkSync(relative(dirname(at), root), at, 'junction');
}

/** @param {string} arg */
function quoted(arg) {
  return /^[\w-]+$/.test(arg) ? arg : `'${arg}'`;
}
