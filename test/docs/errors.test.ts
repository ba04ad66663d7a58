import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const docs = join(__dirname, '..', '..', 'docs');

/** Each advice with the actions of its codes; undefined stands for any. */
function advicesIn(file: string): { readonly advice: string; readonly actions: ReadonlySet<string | undefined> }[] {
  const items = readFileSync(join(docs, file), 'utf8').split(/^- /m).slice(1);
  return items.map((item) => {
    const [codes = '', advice = ''] = item.split('\n\n');
    const actions = codes.split(/[、,]/).map((code) => /[(（](?:of )?(\w+)[)）]/.exec(code)?.[1]);
    return { advice, actions: new Set(actions) };
  });
}

it.each(['errors.md', 'errors.zh-CN.md'])('puts no action of several for all of them into the advice of %s', (file) => {
  const shared = advicesIn(file).filter(({ actions }) => actions.size > 1);
  const naming = shared.filter(({ advice, actions: [first] }) => first !== undefined && new RegExp(`\\b${first}\\b`).test(advice));
  expect(shared.length).toBeGreaterThan(10);
  expect(naming.map(({ advice }) => advice)).toEqual([]);
});
