import { stagesIn } from '../../src/config';

it.each([
  { text: '', is: [], why: 'nothing' },
  { text: 'a: [', is: [], why: 'what cannot be read' },
  { text: 'params: { default: { a: 1 }, prod: { a: 2 }, test: {} }', is: ['prod', 'test'], why: 'stages with parameters' },
  {
    text: 'a: ${self:custom.memory.${sls:stage}}\ncustom: { memory: { dev: 128, prod: 512 } }',
    is: ['dev', 'prod'],
    why: 'a map looked up by stage',
  },
  { text: "a: ${self:custom.m.${opt:stage, 'dev'}}\ncustom: { m: { dev: 1, pre: 2 } }", is: ['dev', 'pre'], why: 'by the option' },
  { text: 'a: ${self:custom.m.${self:provider.stage}}\ncustom: { m: { x: 1 } }', is: ['x'], why: 'by the provider' },
  { text: 'a: ${self:custom.m.${sls:stage}}\ncustom: { m: 7 }', is: [], why: 'no map' },
  { text: 'a: &a [*a]\nparams: { prod: {} }', is: ['prod'], why: 'beside a circle' },
])('finds $is: $why', async ({ text, is }) => {
  expect(await stagesIn(text)).toEqual(is);
});
