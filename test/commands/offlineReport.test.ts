import { jsonReport, textReport, type WhatWaits } from '../../src/commands/offlineReport';
import { recorded } from './output';

/** What `offline` says at its end of events that wait. */

it.each<{ then: WhatWaits; en: string; zh: string; kept: boolean }>([
  { then: 'kept', en: '2 waiting events will go on at the next start.', zh: '2 个排队中的事件将在下次启动时继续。', kept: true },
  { then: 'left', en: '2 waiting events will go on when this service joins the region again.', zh: '再次加入该地域时继续', kept: true },
  { then: 'lost', en: '2 events that waited ended with it.', zh: '2 个排队中的事件随之结束。', kept: false },
])('tells what becomes of events that wait: $then', ({ then, en, zh, kept }) => {
  for (const [lang, text] of [['en', en] as const, ['zh', zh] as const]) {
    const output = recorded(lang);
    textReport(output, []).drained(2, then);
    expect(output.errs.join('\n')).toContain(text);
  }
  const output = recorded('en');
  jsonReport(output).drained(2, then);
  expect(JSON.parse(output.outs.join(''))).toMatchObject({ kind: 'drained', waiting: 2, kept });
});
