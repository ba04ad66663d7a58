import fc from 'fast-check';
import { closeHouses, openHouse, responseOf } from './house';

afterEach(closeHouses);

const strange = fc.oneof(
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    'toString',
    '../..',
    '%00',
    '\ud800',
    '$LATEST',
    '{}',
    '[[',
    'TRUE',
    '9'.repeat(400),
    'x'.repeat(5_000),
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

const actions = ['Invoke', 'InvokeFunction', 'GetRequestStatus', 'GetFunctionLogs', 'ListAsyncEvents', 'GetAsyncEventStatus', 'TerminateAsyncEvent'];
const names = [
  ...['FunctionName', 'Namespace', 'Qualifier', 'ClientContext', 'Event', 'InvocationType', 'LogType', 'RoutingKey', 'InvokeRequestId', 'Status'],
  ...[
    'FunctionRequestId',
    'StartTime',
    'EndTime',
    'StartTimeInterval',
    'Limit',
    'Offset',
    'Order',
    'Orderby',
    'Filter',
    'GraceShutdown',
    'InvokeType',
  ],
];

const known: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  FunctionName: fc.constantFrom('echo', 'fail', 'talk', 'off', 'site', 'job', 'quiet'),
  Namespace: fc.constant('default'),
  InvocationType: fc.constantFrom('RequestResponse', 'Event'),
  LogType: fc.constantFrom('None', 'Tail'),
  InvokeRequestId: fc.constantFrom('run-1', 'run-2'),
  FunctionRequestId: fc.constantFrom('run-1', 'run-2'),
};

const params = fc.dictionary(fc.constantFrom(...names), fc.oneof(strange, fc.jsonValue({ maxDepth: 4 })), { maxKeys: 3 }).chain((wild) =>
  // Most have what leads a request on to the rest of it.
  fc.record(known, { requiredKeys: [] }).map((tame): Readonly<Record<string, unknown>> => ({ ...wild, ...tame })),
);

/** What a header can carry. */
const value = strange.map((text) => text.replaceAll(/[^ -~]/g, '').trim());
const headers = fc.record(
  {
    'x-tc-version': fc.oneof({ weight: 9, arbitrary: fc.constant('2018-04-16') }, { weight: 1, arbitrary: value }),
    'x-tc-region': fc.oneof({ weight: 9, arbitrary: fc.constant('ap-guangzhou') }, { weight: 1, arbitrary: value }),
    'x-tc-language': fc.oneof(fc.constantFrom('zh-CN', 'en-US'), value),
    'x-tc-timestamp': value,
    authorization: value,
  },
  { requiredKeys: [] },
);

const asJson = fc.record({ type: fc.constant('application/json'), body: params.map((given) => JSON.stringify(given)) });
const asForm = fc.record({
  type: fc.constant('application/x-www-form-urlencoded'),
  body: params.map((given) => new URLSearchParams(Object.entries(given).map(([name, each]): [string, string] => [name, String(each)])).toString()),
});
const asNothing = fc.record({
  type: value,
  body: fc.oneof(
    strange,
    fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
  ),
});

const request = fc.record({
  action: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...actions) }, { weight: 1, arbitrary: value }),
  headers,
  content: fc.oneof({ weight: 4, arbitrary: asJson }, { weight: 2, arbitrary: asForm }, { weight: 1, arbitrary: asNothing }),
});

it('whatever is asked of the API is answered with a result or an error of its own, and a RequestId', async () => {
  const house = openHouse();
  await fc.assert(
    fc.asyncProperty(request, async ({ action, headers: more, content: { type, body } }) => {
      const sent = { 'content-type': type, 'x-tc-action': action, ...more };
      const answer = await responseOf(await house.request('/', { method: 'POST', headers: sent, body }));
      expect(answer.RequestId).toMatch(/^(request|run)-\d+$/);
      expect(answer.Error?.Code ?? 'none').toMatch(/^(?!InternalError$)[A-Za-z.]+$/);
    }),
    { numRuns: 1_000 },
  );
  expect(house.warnings.filter((warning) => /\bat \S+:\d+/.test(warning))).toEqual([]);
});

it('whatever else is asked for is answered with what is known of it, or that there is nothing', async () => {
  const house = openHouse();
  await house.ask('Invoke', { FunctionName: 'echo' });
  const part = fc.oneof(
    fc.constantFrom('events', 'run-1', 'log', 'metrics', 'healthz', '-', 'invocations', 'code', '', '.', '..'),
    strange.map(encoded),
  );
  const path = fc.array(part, { maxLength: 5 }).map((parts) => `/${parts.join('/')}`);
  const query = strange.map((text) => `?follow=false&from=${encoded(text)}`);
  const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS');
  await fc.assert(
    fc.asyncProperty(method, path, query, fc.jsonValue(), async (verb, where, asked, body) => {
      const withBody = verb === 'POST' || verb === 'PUT' ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {};
      const answer = await house.request(where + asked, { method: verb, ...withBody });
      await answer.text();
      expect(answer.status).toBeLessThan(500);
    }),
    { numRuns: 500 },
  );
  expect(house.warnings).toEqual([]);
});

/** As a part of an address; half a character cannot be one. */
function encoded(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}
