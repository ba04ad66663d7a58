import fc from 'fast-check';
import { jsonOfText, laidOut, objectText } from '../../src/report/asWritten';

const text = (value: unknown, indent?: number): string => JSON.stringify(value, undefined, indent);

describe('JSON text as it was written', () => {
  it('is laid out as any value is, whatever it was laid out like', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 4), (value, indent) => {
        expect(laidOut(text(value, indent))).toBe(text(JSON.parse(text(value)), 2));
      }),
    );
  });

  it.each([
    { json: '9223372036854775807', is: '9223372036854775807', why: 'a whole number that JavaScript has not' },
    {
      json: '[1.0,-0.0,1E+5,0.10000000000000000001]',
      is: '[\n  1.0,\n  -0.0,\n  1E+5,\n  0.10000000000000000001\n]',
      why: 'how numbers are written',
    },
    { json: '{"b":1,"1":2}', is: '{\n  "b": 1,\n  "1": 2\n}', why: 'the order of names' },
    {
      json: '["9,{\\"a\\": [}", "\\\\", "\\u4f60"]',
      is: '[\n  "9,{\\"a\\": [}",\n  "\\\\",\n  "你"\n]',
      why: 'strings that look like something else',
    },
    { json: ' { "a" : [ ] , "b" : { } } ', is: '{\n  "a": [],\n  "b": {}\n}', why: 'brackets with nothing between them' },
  ])('keeps $why', ({ json, is }) => {
    expect(laidOut(json)).toBe(is);
  });

  it.each([
    { values: {}, texts: {}, is: '{}' },
    { values: {}, texts: { a: '10000000000000000001' }, is: '{"a":10000000000000000001}' },
    { values: { b: undefined, c: '"' }, texts: { a: '[1.0]', d: undefined }, is: '{"c":"\\"","a":[1.0]}' },
  ])('can be a member of an object: $is', ({ values, texts, is }) => {
    expect(objectText(values, texts)).toBe(is);
  });

  it.each([
    { given: '1.0', is: '1.0' },
    { given: '{"a":"cut of', is: '"{\\"a\\":\\"cut of"' },
    { given: '', is: '""' },
  ])('is a string where “$given” is none', ({ given, is }) => {
    expect(jsonOfText(given)).toBe(is);
  });
});
