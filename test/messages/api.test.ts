import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const api = join(__dirname, '..', '..', 'src', 'api');
const files = readdirSync(api, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** By its type an error of the API has both languages. This sees to it that they stand in the catalogue, where the other texts are. */
it.each(files)('api/%s takes what it says from the catalogue', (file) => {
  const source = readFileSync(join(api, file), 'utf8');
  expect(source).not.toMatch(/\bzh['"]?:|\p{Script=Han}/u);
  expect(source).not.toMatch(/\bmessage: ['"`]|\bc(ontext)?\.text\(['"`](?!\$)/);
  // No way around the type.
  expect(source).not.toMatch(/\bas (unknown as )?Said\b/);
});
