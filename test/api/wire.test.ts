import { ApiError } from '../../src/api/error';
import type { Action } from '../../src/api/action';
import { StoreFault } from '../../src/store';
import { closeHouses, openHouse, responseOf, type Answered, type House } from './house';

afterEach(closeHouses);

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** Answers with what it was given. */
const Mirror: Action = (params) => ({
  Name: params.text('Name'),
  Size: params.int('Size'),
  Filters: params.objects('Filters')?.map((each) => each.texts('Values')),
});

async function post(house: House, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>, path = '/'): Promise<Answered> {
  return responseOf(await house.request(path, { method: 'POST', headers, body }));
}

describe('the envelope (scf-api.md §1)', () => {
  it('echoes the trace id, and has a RequestId of its own for every answer', async () => {
    const house = openHouse({ actions: { Mirror } });
    const headers = { ...json, 'x-tc-action': 'Mirror', 'x-tc-traceid': '3d1f-7' };
    const answer = await house.request('/', { method: 'POST', headers, body: '{}' });
    expect(answer.headers.get('x-tc-traceid')).toBe('3d1f-7');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect((await responseOf(answer)).RequestId).toBe('request-1');
    expect((await post(house, '{}', headers)).RequestId).toBe('request-2');
  });

  it.each<[string, Record<string, string>, string | Uint8Array<ArrayBuffer>, string, RegExp]>([
    ['no action', {}, '{}', 'InvalidAction', /names no action/],
    ['an unknown action', { 'x-tc-action': 'Sing' }, '{}', 'InvalidAction', /"Sing"/],
    ['an action in the wrong case', { 'x-tc-action': 'mirror' }, '{}', 'InvalidAction', /"mirror"/],
    ['an action of no class', { 'x-tc-action': 'constructor' }, '{}', 'InvalidAction', /"constructor"/],
    ['an action that is out of scope', { 'x-tc-action': 'CreateCustomDomain' }, '{}', 'UnsupportedOperation', /custom domains/],
    ['another version', { 'x-tc-action': 'Mirror', 'x-tc-version': '2017-03-12' }, '{}', 'NoSuchVersion', /2018-04-16/],
    ['another region', { 'x-tc-action': 'Mirror', 'x-tc-region': 'ap-beijing' }, '{}', 'UnsupportedRegion', /ap-guangzhou/],
    ['bad JSON', { 'x-tc-action': 'Mirror' }, '{"Name":"geheim', 'InvalidParameter', /not JSON/],
    ['a list', { 'x-tc-action': 'Mirror' }, '[]', 'InvalidParameter', /JSON object/],
    ['null', { 'x-tc-action': 'Mirror' }, 'null', 'InvalidParameter', /JSON object/],
    ['bytes that are no text', { 'x-tc-action': 'Mirror' }, new Uint8Array([123, 255, 125]), 'InvalidParameter', /UTF-8/],
    ['XML', { 'x-tc-action': 'Mirror', 'content-type': 'text/xml' }, '<a/>', 'InvalidParameter', /text\/xml/],
    ['multipart', { 'x-tc-action': 'Mirror', 'content-type': 'multipart/form-data; boundary=x' }, '--x--', 'InvalidParameter', /multipart/],
    ['JSON as a form', { 'x-tc-action': 'Mirror', ...form }, '{"Name":"x"}', 'InvalidParameter', /looks like JSON/],
    ['a wrong type', { 'x-tc-action': 'Mirror' }, '{"Size":"3"}', 'InvalidParameterValue', /`Size`/],
  ])('says what is wrong with %s', async (_what, headers, body, code, message) => {
    const answer = await post(openHouse({ actions: { Mirror } }), body, { ...json, ...headers });
    expect(answer.Error?.Code).toBe(code);
    expect(answer.Error?.Message).toMatch(message);
    expect(answer.Error?.Message).not.toContain('geheim');
  });

  it('takes null for absent', async () => {
    expect((await post(openHouse({ actions: { Mirror } }), '{"Name":null,"Size":2}', { ...json, 'x-tc-action': 'Mirror' })).Size).toBe(2);
  });

  it('shows nobody what has gone wrong inside, and tells who runs it', async () => {
    const fall: Action = () => {
      throw new TypeError('a secret thing');
    };
    const house = openHouse({ actions: { Fall: fall } });
    expect((await house.ask('Fall')).Error).toEqual({
      Code: 'InternalError',
      Message: 'Something went wrong inside the endpoint; its output says what.',
    });
    expect(house.warnings[0]).toMatch(/^Fall failed: TypeError: a secret thing\n/);
  });

  it('says what is wrong with the file of events, which is nothing inside', async () => {
    const fall: Action = () => {
      throw new StoreFault('damaged', 'region.db', 'a secret thing');
    };
    const house = openHouse({ actions: { Fall: fall } });
    expect((await house.ask('Fall')).Error).toEqual({
      Code: 'InternalError',
      Message: 'What is kept of events cannot be read or written at the moment: its file is damaged.',
    });
    expect(house.warnings).toEqual([]);
  });

  it('lets an action decide the RequestId of its answer', async () => {
    const named: Action = (_params, call) => {
      call.answerId = `${call.requestId}-b` as typeof call.requestId;
      return { Origin: call.origin };
    };
    expect(await openHouse({ actions: { Named: named } }).ask('Named')).toEqual({
      Origin: 'http://127.0.0.1:36000',
      RequestId: 'request-1-b',
    });
  });
});

describe('parameters', () => {
  it('come by GET, nested ones with dots (scf-api.md §4)', async () => {
    const house = openHouse({ actions: { Mirror } });
    const query = 'Name=a%20b&Size=3&Empty=&Filters.0.Values.0=x&Filters.0.Values.1=y&Filters.10.Values.0=z&Action=ignored';
    const answer = await house.request(`/?${query}`, { headers: { 'x-tc-action': 'Mirror' } });
    expect(await responseOf(answer)).toEqual({ Name: 'a b', Size: 3, Filters: [['x', 'y'], ['z']], RequestId: 'request-1' });
  });

  it('come as a form, with the action among them', async () => {
    const house = openHouse({ actions: { Mirror } });
    expect(await post(house, 'Action=Mirror&Version=2018-04-16&Name=%E4%BD%A0&Nonce=1', form)).toMatchObject({ Name: '你' });
    expect(await post(house, 'Action=Mirror&Version=2018-04-15', form)).toMatchObject({ Error: { Code: 'NoSuchVersion' } });
  });

  it('come behind a base path', async () => {
    const house = openHouse({ actions: { Mirror } });
    expect(await post(house, '{"Size":1}', { ...json, 'x-tc-action': 'Mirror' }, '/scf/local/')).toMatchObject({ Size: 1 });
    expect(await post(house, 'Action=Mirror&Size=2', form, '/scf/')).toMatchObject({ Size: 2 });
    expect((await house.request('/scf/')).status).toBe(404);
  });

  it('that nobody knows are named once for each action', async () => {
    const house = openHouse({ actions: { ListFunctions: (params) => ({ Limit: params.int('Limit') }) } });
    const params = { Limit: 3, Colour: 'red', Filters: [{ Name: 'Runtime', Value: 'x' }, { Value: 'y' }] };
    expect((await house.ask('ListFunctions', params)).Limit).toBe(3);
    await house.ask('ListFunctions', params);
    expect(house.warnings).toEqual([
      'ListFunctions: the parameter "Colour" is unknown.',
      'ListFunctions: the parameter "Filters.Value" is unknown.',
      'ListFunctions: the parameter "Filters" has no effect here.',
    ]);
  });

  it('that have no effect here are named, inside of objects, too', async () => {
    const house = openHouse({ actions: { ListFunctions: (params) => ({ Names: params.objects('Filters')?.map((each) => each.text('Name')) }) } });
    const Filters = [
      { Name: 'a', Values: ['x'] },
      { Name: 'b', Values: ['y'] },
    ];
    expect((await house.ask('ListFunctions', { Filters })).Names).toEqual(['a', 'b']);
    expect(house.warnings).toEqual(['ListFunctions: the parameter "Filters.Values" has no effect here.']);
  });

  it('that nobody knows are refused when one wants it', async () => {
    const never = jest.fn();
    const house = openHouse({ actions: { GetFunction: never }, unknownParameters: 'refuse' });
    expect((await house.ask('GetFunction', { FunctionName: 'a', Color: 1 })).Error).toEqual({
      Code: 'UnknownParameter',
      Message: 'The action `GetFunction` has no parameter `Color`.',
    });
    expect(never).not.toHaveBeenCalled();
  });

  it('cannot reach a prototype', async () => {
    const house = openHouse({ actions: { Mirror } });
    await post(house, '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}', { ...json, 'x-tc-action': 'Mirror' });
    await house.request('/?__proto__.polluted=1&constructor.prototype.polluted=1&Filters.__proto__.polluted=1', {
      headers: { 'x-tc-action': 'Mirror' },
    });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(await post(house, '{"__proto__":{"Name":"x"}}', { ...json, 'x-tc-action': 'Mirror' })).not.toHaveProperty('Name');
  });
});

describe('limits', () => {
  it('of the body are larger where code is uploaded', async () => {
    const taken: Action = () => ({ Taken: true });
    const house = openHouse({ actions: { UpdateFunctionCode: taken, UpdateAlias: taken }, bodyLimits: { eventBytes: 100, codeBytes: 1_000 } });
    const Description = 'x'.repeat(200);
    expect(await house.ask('UpdateFunctionCode', { Description })).toMatchObject({ Taken: true });
    const refused = await house.ask('UpdateAlias', { Description });
    expect(refused.Error).toEqual({ Code: 'RequestSizeLimitExceeded', Message: 'The body is larger than 100 bytes.' });
    expect((await house.ask('UpdateFunctionCode', { Description: Description.repeat(5) })).Error?.Code).toBe('RequestSizeLimitExceeded');
  });

  it.each([
    ['ListAliases', 20],
    ['GetFunction', 100],
  ])('of the rate of %s are %i a second, by the clock', async (action, max) => {
    let nowMs = 1_780_000_000_000;
    const house = openHouse({ actions: { [action]: () => ({}) }, rateLimits: true, nowMs: () => nowMs });
    for (let n = 0; n < max; n += 1) expect((await house.ask(action)).Error).toBeUndefined();
    const refused = await house.ask(action);
    expect(refused.Error).toEqual({
      Code: 'RequestLimitExceeded',
      Message: `The action \`${action}\` admits ${max} requests per second. Try again in a second.`,
    });
    expect((await house.ask('GetAsyncEventStatus', { InvokeRequestId: 'x' })).Error?.Code).toBe('ResourceNotFound.AsyncEvent');
    nowMs += 1_000;
    expect((await house.ask(action)).Error).toBeUndefined();
  });

  it('of rates are off unless asked for', async () => {
    const house = openHouse({ actions: { ListAliases: () => ({}) } });
    for (let n = 0; n < 50; n += 1) expect((await house.ask('ListAliases')).Error).toBeUndefined();
  });
});

describe('the language of what is refused', () => {
  const [en, zh] = ['There is no action "Sing".', '没有“Sing”这一接口。'];

  it.each([
    { asked: 'zh-CN', says: zh },
    { asked: 'ZH-cn', says: zh },
    { asked: 'en-US', says: en },
    ...['', 'zh', 'zh-TW', 'fr-FR', 'zh-CN, en-US', 'constructor', '__proto__', '中', '\u007f'.repeat(5_000)].map((asked) => ({ asked, says: en })),
  ])('is the one that the header asks for ($asked)', async ({ asked, says }) => {
    const headers = { ...json, 'x-tc-action': 'Sing', 'x-tc-language': encodeURI(asked).slice(0, 4_000) };
    expect((await post(openHouse(), '{}', headers)).Error).toEqual({ Code: 'InvalidAction', Message: says });
  });

  it.each([
    ['the parameter of a form', 'Action=Sing&Language=zh-CN', form, zh],
    ['English where there is none', 'Action=Sing', form, en],
    ['the header before the parameter', 'Action=Sing&Language=zh-CN', { ...form, 'x-tc-language': 'en-US' }, en],
    [
      'the header where the body cannot be read',
      '{"Name":1}',
      { ...form, 'x-tc-action': 'Sing', 'x-tc-language': 'zh-CN' },
      '请求体看起来是 JSON，而其 Content-Type 是表单类型。请使用 `Content-Type: application/json`。',
    ],
  ])('is %s', async (_what, body, headers, says) => {
    expect((await post(openHouse(), body, headers)).Error?.Message).toBe(says);
  });

  it('is that of the query', async () => {
    const answer = await openHouse().request('/?Action=Sing&Language=zh-CN');
    expect((await responseOf(answer)).Error).toEqual({ Code: 'InvalidAction', Message: zh });
  });

  it.each([
    ['/nothing', 404, '此处没有内容。\n'],
    ['/events/none', 404, JSON.stringify({ error: 'ResourceNotFound', message: '没有该请求。' })],
    ['/events/none/log', 404, JSON.stringify({ error: 'ResourceNotFound', message: '没有该请求。' })],
  ])('is that of %s, too', async (path, status, says) => {
    const answer = await openHouse().request(path, { headers: { 'x-tc-language': 'zh-CN' } });
    expect([answer.status, await answer.text()]).toEqual([status, says]);
  });

  it('is asked for in the same way where our own command line calls', async () => {
    const headers = { ...json, 'x-tc-language': 'zh-CN' };
    const answer = await openHouse().request('/-/invocations', { method: 'POST', headers, body: '{"function":"echo","event":"{"}' });
    expect(await answer.json()).toEqual({ error: 'InvalidParameter', message: '成员 `event` 必须是 JSON 文本。' });
  });
});

it('answers with the code that an action throws', async () => {
  const refuse: Action = () => {
    throw new ApiError('ResourceInUse.Function', { en: 'There is one.', zh: '已存在。' });
  };
  expect((await openHouse({ actions: { CreateFunction: refuse } }).ask('CreateFunction')).Error).toEqual({
    Code: 'ResourceInUse.Function',
    Message: 'There is one.',
  });
});
