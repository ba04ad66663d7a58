import { jsonReport, textReport, type WhatWaits } from '../../src/commands/offlineReport';
import type { Lang } from '../../src/messages';
import { recorded } from './output';

/** What `offline` says at its end of events that wait. */

it.each<{ then: WhatWaits; en: string; zh: string; kept: boolean }>([
  { then: 'kept', en: '2 waiting events will go on at the next start.', zh: '2 个排队中的事件将在下次启动时继续。', kept: true },
  { then: 'left', en: '2 waiting events will go on when this service joins the region again.', zh: '再次加入该地域时继续', kept: true },
  { then: 'lost', en: '2 events that waited ended with it.', zh: '2 个排队中的事件随之结束。', kept: false },
])('tells what becomes of events that wait: $then', ({ then, en, zh, kept }) => {
  for (const [lang, text] of [['en', en] as const, ['zh', zh] as const]) {
    const output = recorded(lang);
    textReport(output, []).drained({ waiting: 2, absent: 0 }, then);
    expect(output.errs.join('\n')).toContain(text);
  }
  const output = recorded('en');
  jsonReport(output).drained({ waiting: 2, absent: 0 }, then);
  expect(JSON.parse(output.outs.join(''))).toMatchObject({ kind: 'drained', waiting: 2, absent: 0, kept });
});

it.each([
  {
    still: { waiting: 3, absent: 1 },
    en: 'Drained. 2 waiting events will go on at the next start. 1 waiting event will go on once its function is there again (the service joins, or serverless.yml has it).',
    zh: '已处理完毕。2 个排队中的事件将在下次启动时继续。1 个排队中的事件将在其函数重新出现（所属服务再次加入，或 serverless.yml 中恢复）后继续。',
  },
  {
    still: { waiting: 2, absent: 2 },
    en: 'Drained. 2 waiting events will go on once their functions are there again (the service joins, or serverless.yml has them).',
    zh: '已处理完毕。2 个排队中的事件将在其函数重新出现（所属服务再次加入，或 serverless.yml 中恢复）后继续。',
  },
])('promises for the next start only what has its function then: $still', ({ still, en, zh }) => {
  for (const [lang, text] of [['en', en] as const, ['zh', zh] as const]) {
    const output = recorded(lang);
    textReport(output, []).drained(still, 'kept');
    expect(output.errs).toEqual([text]);
  }
});

it('says when it is ended hard whether what ran was ended: in a region that was joined it goes on', () => {
  const [en, zh, program] = [recorded('en'), recorded('zh'), recorded('en')];
  for (const left of [false, true]) for (const output of [en, zh]) textReport(output, []).stopped(left);
  expect(en.errs).toEqual(['Stopped hard: what ran was ended.', 'Left at once: what runs of this service goes on in the region that it had joined.']);
  expect(zh.errs).toEqual(['已强制停止：运行中的请求已被结束。', '已立即退出：本服务运行中的请求在所加入的地域中继续执行。']);
  for (const left of [false, true]) jsonReport(program).stopped(left);
  expect(program.outs.map((line) => JSON.parse(line) as unknown)).toEqual([
    { at: expect.any(String) as string, kind: 'stopped', ended: true },
    { at: expect.any(String) as string, kind: 'stopped', ended: false },
  ]);
});

it('tells of files that functions may have written', () => {
  const paths = ['a.json', 'b.db', 'c', 'd'];
  const [en, zh, program] = [recorded('en'), recorded('zh'), recorded('en')];
  for (const output of [en, zh]) textReport(output, []).written(paths);
  expect(en.errs).toEqual([
    'not reloaded, for functions ran meanwhile and may have written this: a.json, b.db, c and 1 more (r reloads; --watch-ignore says nothing of it)',
  ]);
  expect(zh.errs).toEqual(['未重载：变化发生在函数运行期间，视为由函数写入：a.json、b.db、c 等 4 个文件（按 r 重载；用 --watch-ignore 可不再提示）']);
  const report = jsonReport(program);
  report.written(paths);
  report.stopped(false);
  expect(
    program.outs
      .join('\n')
      .split('\n')
      .slice(0, 1)
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([{ at: expect.any(String) as string, kind: 'written', paths }]);
});

it('tells of a function that is not taken whether it stays as it was, or is not there at all', () => {
  const why = { code: 'LimitExceeded', message: { en: 'It is too much.', zh: '太多了。' } };
  const refused = [
    { function: 'a', ...why },
    { function: 'b', ...why, absent: true as const },
  ];
  const [en, zh, program] = [recorded('en'), recorded('zh'), recorded('en')];
  for (const output of [en, zh]) textReport(output, []).refused({ refused, restart: [] });
  expect(en.errs).toEqual(['a stays as it was: LimitExceeded: It is too much.', 'b is not added: LimitExceeded: It is too much.']);
  expect(zh.errs).toEqual(['a 保持不变：LimitExceeded：太多了。', 'b 未添加：LimitExceeded：太多了。']);
  const report = jsonReport(program);
  report.refused({ refused, restart: [] });
  report.stopped(false);
  expect(JSON.parse(program.outs.join('\n').split('\n')[0] ?? '')).toMatchObject({
    kind: 'refused',
    refused: [{ function: 'a' }, { function: 'b', absent: true }],
  });
});

it('tells of both reservations of a function that comes back where neither fits (S16)', () => {
  const because = (mb: number) => ({
    function: 'a',
    code: 'LimitExceeded',
    message: { en: `a cannot reserve ${mb} MB.`, zh: `a 无法独占 ${mb} MB。` },
  });
  const refused = [
    { ...because(64_000), reservation: { by: 'api', otherwiseMB: 32_000 } as const },
    { ...because(32_000), reservation: { by: 'file' } as const },
    { ...because(25_600), reservation: { by: 'api' } as const },
  ];
  const said = (lang: Lang): string[] => {
    const output = recorded(lang);
    textReport(output, []).refused({ refused, restart: [] });
    return output.errs.join('\n').split('\n');
  };
  expect(said('en')).toEqual([
    'What the API reserved for a does not fit now: LimitExceeded: a cannot reserve 64000 MB. It is remembered for a start at which it fits; until then the 32000 MB of serverless.yml count.',
    'Nor does what serverless.yml reserves for a fit, which has no reservation now: LimitExceeded: a cannot reserve 32000 MB.',
    expect.stringContaining('until then it has no reservation.'),
  ]);
  expect(said('zh')).toEqual([
    expect.stringContaining('以 serverless.yml 中的 32000 MB 为准'),
    expect.stringContaining('同样无法满足'),
    expect.stringContaining('该函数没有最大独占配额'),
  ]);
});
