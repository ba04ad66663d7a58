import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const suite = readFileSync(join(root, 'examples', 'harness', 'test', 'service.test.js'), 'utf8');

it.each([
  { file: 'README.md', title: '### Test it' },
  { file: 'README.zh-CN.md', title: '### 测试' },
])('$file shows tests of the example, word for word', ({ file, title }) => {
  const [, section = ''] = readFileSync(join(root, file), 'utf8').split(`${title}\n`);
  const [, code = ''] = /```js\n(.*?)```/s.exec(section) ?? [];
  const tests = code.split(/(?<=^\}\);\n)\n/m);
  expect(tests).toHaveLength(3);
  for (const test of tests) expect(suite).toContain(test);
});
