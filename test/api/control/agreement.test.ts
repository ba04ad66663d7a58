import { checkService } from '../../../src/config';
import { cleanStages, creation, stage } from './stage';

afterAll(cleanStages);

/** Whether the validator finds an error in a function with these options. */
function valid(options: object): boolean {
  const service = {
    service: 'shop',
    provider: { name: 'tencent' },
    functions: { a: { runtime: 'Nodejs18.15', handler: 'index.main_handler', ...options } },
  };
  return checkService(service, { codeDir: '/srv' }).diagnostics.every(({ severity }) => severity !== 'error');
}

async function accepted(params: object): Promise<boolean> {
  return (await stage().refused('CreateFunction', creation('resize', params))) === 'ok';
}

const numbers = [-1, 0, 1, 2, 3, 63, 64, 65, 127, 128, 129, 192, 256, 300, 301, 900, 901, 3_072, 3_073, 3_200, 86_400, 86_401];
const handlers = [
  'index.main',
  'a.b',
  'index.m',
  'lib/index.main',
  'index',
  'index.main.more',
  '/index.main',
  'in dex.main',
  `${'x'.repeat(60)}.main`,
  `${'x'.repeat(61)}.main`,
];
const keys = ['A', 'a_1', '1a', 'A-B', 'SCF_X', 'scf_x', 'QCLOUD_X', 'TENCENTCLOUD_X', '_A', 'Ä'];

it('a zero byte in a variable is refused, for no process could be started with it', async () => {
  const { message } = await stage().error('CreateFunction', creation('resize', { Environment: { Variables: [{ Key: 'A', Value: 'a\0b' }] } }));
  expect(message).toContain('"A" has a zero byte');
});

it.each([
  ...numbers.map((value) => [{ memorySize: value }, { MemorySize: value }] as const),
  ...numbers.map((value) => [{ timeout: value }, { Timeout: value }] as const),
  ...numbers.map(
    (value) =>
      [
        { timeout: value, asyncRunEnable: true },
        { Timeout: value, AsyncRunEnable: 'TRUE' },
      ] as const,
  ),
  ...numbers.map((value) => [{ initTimeout: value }, { InitTimeout: value }] as const),
  ...handlers.map((value) => [{ handler: value }, { Handler: value }] as const),
  ...keys.map((value) => [{ environment: { [value]: 'x' } }, { Environment: { Variables: [{ Key: value, Value: 'x' }] } }] as const),
  ...['', ' ', 'a\0b', 'ä\n'].map((value) => [{ environment: { A: value } }, { Environment: { Variables: [{ Key: 'A', Value: value }] } }] as const),
  ...['Nodejs16.13', 'Python3.10', 'Ruby3', 'nodejs18', 'Java8'].map((value) => [{ runtime: value }, { Runtime: value }] as const),
  ...[1_000, 1_001].map((size) => [{ description: 'x'.repeat(size) }, { Description: 'x'.repeat(size) }] as const),
  ...[4_095, 4_096].map(
    (size) => [{ environment: { A: 'x'.repeat(size) } }, { Environment: { Variables: [{ Key: 'A', Value: 'x'.repeat(size) }] } }] as const,
  ),
])('the API takes what the validator takes, and nothing else (%#)', async (options, params) => {
  expect({ options, taken: await accepted(params) }).toEqual({ options, taken: valid(options) });
});
