import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '..', 'engine');
const files = readdirSync(folder).filter((file) => file.endsWith('.test.ts'));

it.each(files)('engine/%s needs no more of Jest than `npm run mutation` has (inProcess.mjs)', (file) => {
  expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/\bjest\.|\b(before|after)(Each|All)\(/);
});
