import { checkService } from '../../src/config';
import { here, serviceWith } from './service';

const [scf, old, offline] = ['serverless-scf', 'serverless-tencent-scf', 'serverless-offline'];

it.each([
  { plugins: undefined, is: [], why: 'none' },
  { plugins: [scf, 'serverless-plugin-typescript', 7], is: [], why: 'others' },
  { plugins: [old, offline], is: [], why: 'this one is not among them: its rules may be asked all the same' },
  { plugins: [old, scf], is: ['SCF121 error plugins.0'], why: 'all would be done twice' },
  { plugins: [scf, offline], is: ['SCF121 warning plugins.1'], why: 'only one command is in its way' },
  { plugins: ['serverless-esbuild', scf], is: ['SCF121 warning plugins.0'], why: 'it stops every command of the framework, and no other' },
  { plugins: [scf, 'serverless-webpack'], is: ['SCF121 warning plugins.1'], why: 'it packages nothing' },
  { plugins: [scf, 'serverless-plugin-warmup'], is: ['SCF121 warning plugins.1'], why: 'it stops every command of the framework, and no other' },
  { plugins: { localPath: './p', modules: [scf, old] }, is: ['SCF121 error plugins.modules.1'], why: 'beside a folder of plugins' },
  { plugins: '${file(plugins.yml)}', is: [], why: 'nobody knows' },
])('F49, F71: $plugins: $why', ({ plugins, is }) => {
  const service = { ...serviceWith({}), plugins };
  const { diagnostics } = checkService(service, here);
  expect(diagnostics.map(({ code, severity, path }) => `${code} ${severity} ${path.join('.')}`)).toEqual(is);
});
