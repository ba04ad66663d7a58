import { logs } from '../../../src/commands/remote/logs';
import { newPart } from '../../../src/commands/remote/functionLogs';
import { networkError, refusal, type Answer, type Arrived } from '../../cloud/fakeCloud';
import { openedMs } from '../../region/opened';
import { prints, succeeds, type Behaviour } from '../../region/modelledRuntime';
import { functionPlan } from '../../scf/plans';
import { fakeHosts, openCloudHome, running, serviceOf } from './cloudHome';

const minuteMs = 60_000;

/** A handler that writes each second, for as many seconds as its event says. */
const talks: Behaviour = {
  run: (event) => {
    const seconds = Number(event);
    return [
      ...Array.from({ length: seconds }, (_, n) => prints(1_000 * (n + 1), `line ${n} of ${seconds}`)).flat(),
      ...succeeds(1_000 * seconds + 500),
    ];
  },
};

describe('of a local region', () => {
  const home = () => openCloudHome({ functions: [functionPlan('talk', { timeoutMs: 900_000 }), functionPlan('other')], behaviours: { talk: talks } });
  const own = (outs: readonly string[]): string[] => outs.filter((line) => line.startsWith('line '));

  it('are told from ten minutes ago on, unless another time is said', async () => {
    const { access, service, region } = await home();
    region.invoke('talk', { event: '1' });
    region.pass(11 * minuteMs);
    region.invoke('talk', { event: '2' });
    region.pass(minuteMs);
    const recent = await running((output, machine) => logs({ function: 'talk' }, service, access, output, machine));
    expect(own(recent.outs)).toEqual(['line 0 of 2', 'line 1 of 2']);
    const all = await running((output, machine) => logs({ function: 'talk', startTime: '1h' }, service, access, output, machine));
    expect(own(all.outs)).toEqual(['line 0 of 1', 'line 0 of 2', 'line 1 of 2']);
    const some = await running((output, machine) => logs({ function: 'talk', startTime: '1h', filter: '1 of' }, service, access, output, machine));
    expect(some.outs).toEqual(['line 1 of 2']);
    const none = await running((output, machine) => logs({ function: 'other' }, service, access, output, machine));
    expect(none).toMatchObject({ code: 0, out: '' });
    expect(none.err).toMatch(/^No lines since /);
  });

  it('of one invocation, however long ago within three days', async () => {
    const { access, service, region } = await home();
    const { requestId } = region.invoke('talk', { event: '1' });
    region.invoke('talk', { event: '2' });
    region.pass(2 * 24 * 60 * minuteMs);
    const { outs } = await running((output, machine) => logs({ function: 'talk', 'request-id': requestId }, service, access, output, machine));
    expect(own(outs)).toEqual(['line 0 of 1']);
  });

  it('of several functions say whose each line is', async () => {
    const { access, service, region } = await home();
    region.invoke('talk', { event: '1' });
    region.pass(minuteMs);
    const { outs } = await running((output, machine) => logs({}, service, access, output, machine));
    expect(outs).toContain('talk  line 0 of 1');
  });

  it('are followed: each line once, also of what ran before, until Ctrl-C', async () => {
    const { access, service, region, time } = await home();
    region.invoke('talk', { event: '700' });
    region.pass(11 * minuteMs + 500);
    let looks = 0;
    const { code, outs } = await running(
      (output, machine) => logs({ function: 'talk', tail: true, interval: '1s' }, service, access, output, machine),
      {
        began: (press) => {
          time.onSleep = (ms) => {
            if (ms !== 1_000) return;
            looks += 1;
            if (looks === 3) region.invoke('talk', { event: '2' });
            if (looks === 60) press();
          };
        },
      },
    );
    expect(code).toBe(130);
    const long = own(outs).filter((line) => line.endsWith('of 700'));
    // From the moment on that somebody looks, to the end, without a gap.
    expect(long[0]).toBe('line 660 of 700');
    expect(long).toEqual(Array.from({ length: 40 }, (_, n) => `line ${660 + n} of 700`));
    expect(own(outs).filter((line) => line.endsWith('of 2'))).toEqual(['line 0 of 2', 'line 1 of 2']);
  });
});

describe('of the cloud', () => {
  const record = (atMs: number, nth: number, message: string): object => ({
    Time: atMs,
    TopicId: 'topic-1',
    PkgId: 'ABCD-12',
    PkgLogId: nth,
    LogJson: JSON.stringify({ SCF_FunctionName: 'shop-dev-talk', SCF_RequestId: 'r1', SCF_Message: message }),
  });
  const topic = { ClsTopicId: 'topic-1' };

  /** A topic with these records. */
  function cls(records: () => readonly (readonly [atMs: number, nth: number, message: string])[], size = 1_000) {
    return (host: string, { action, params }: Arrived): Answer => {
      if (action === 'GetFunction') return topic;
      expect([host, action]).toEqual(['cls.tencentcloudapi.com', 'SearchLog']);
      const found = records().filter(([atMs]) => Number(params['From']) <= atMs && atMs <= Number(params['To']));
      const first = Number(params['Context'] ?? 0);
      const page = found.slice(first, first + size);
      return { Results: page.map((one) => record(...one)), Context: String(first + page.length), ListOver: first + page.length >= found.length };
    };
  }

  it('are searched in the topic of the function, page by page, as documented', async () => {
    const { access, arrived } = fakeHosts(
      cls(
        () => [
          [openedMs - 3_000, 1, 'START RequestId:r1'],
          [openedMs - 2_000, 2, 'hello\n'],
          [openedMs - 1_000, 3, 'two\nlines'],
        ],
        2,
      ),
    );
    const { code, outs } = await running((output, machine) =>
      logs({ function: 'talk', 'request-id': 'r"1', startTime: '10m' }, serviceOf('talk'), access, output, machine),
    );
    expect({ code, outs }).toEqual({ code: 0, outs: ['START RequestId:r1', 'hello', 'two', 'lines'] });
    const [asked, search, next] = arrived;
    expect(asked?.params).toEqual({ FunctionName: 'shop-dev-talk', Namespace: 'default' });
    expect(search).toMatchObject({
      host: 'cls.tencentcloudapi.com',
      headers: { 'x-tc-version': '2020-10-16', 'x-tc-region': 'ap-guangzhou', authorization: expect.stringContaining('/cls/tc3_request') },
      params: {
        TopicId: 'topic-1',
        From: openedMs - 600_000,
        To: openedMs,
        Query: 'SCF_Namespace:"default" AND SCF_FunctionName:"shop-dev-talk" AND SCF_RequestId:"r\\"1"',
        SyntaxRule: 1,
        Sort: 'asc',
        Limit: 1_000,
      },
    });
    expect(next?.params).toEqual({ ...search?.params, Context: '2' });
    expect(arrived).toHaveLength(3);
  });

  it('are all told, though one search ends after 10,000 records', async () => {
    const records = Array.from({ length: 12_345 }, (_, n) => [openedMs - 20_000 + n, n, `line ${n}`] as const);
    const { access } = fakeHosts(cls(() => records));
    const { outs } = await running((output, machine) => logs({ function: 'talk' }, serviceOf('talk'), access, output, machine));
    expect(outs).toEqual(records.map(([, , message]) => message));
  });

  it('are followed over late lines and a network that is away: none is lost, none comes twice', async () => {
    const records: [number, number, string][] = [[openedMs - 1_000, 0, 'before']];
    const answer = cls(() => records.toSorted((a, b) => a[0] - b[0]));
    let away = false;
    const { access, time } = fakeHosts((host, asked) => (away && host.startsWith('cls') ? networkError('ECONNREFUSED') : answer(host, asked)));
    let looks = 0;
    const { code, outs, err } = await running(
      (output, machine) => logs({ function: 'talk', tail: true }, serviceOf('talk'), access, output, machine),
      {
        began: (press) => {
          time.onSleep = (ms) => {
            if (ms !== 1_000) return;
            looks += 1;
            away = looks >= 5 && looks < 8;
            if (looks < 20) records.push([time.nowMs(), looks, `line ${looks}`]);
            // A line that takes a minute to arrive.
            if (looks === 12) records.push([openedMs - 500, 99, 'late']);
            if (looks === 25) press();
          };
        },
      },
    );
    expect(code).toBe(130);
    expect(outs.toSorted()).toEqual(['before', 'late', ...Array.from({ length: 19 }, (_, n) => `line ${n + 1}`)].toSorted());
    expect(outs.filter((line) => line !== 'late')).toEqual(['before', ...Array.from({ length: 19 }, (_, n) => `line ${n + 1}`)]);
    expect(err.match(/nothing is skipped/g)).toHaveLength(1);
  });

  it('of a function without a topic say how to get one', async () => {
    const { access, arrived } = fakeHosts((_host, { action }) =>
      action === 'GetFunction' ? { ClsTopicId: '' } : refusal('UnsupportedOperation', 'Retired.'),
    );
    const { code, err } = await running((output, machine) => logs({ function: 'talk' }, serviceOf('talk'), access, output, machine));
    expect(code).toBe(1);
    expect(err).toContain('cls: { logsetId: …, topicId: … }');
    expect(err).toContain('UnsupportedOperation: Retired.');
    expect(arrived.map(({ action }) => action)).toEqual(['GetFunction', 'GetFunctionLogs']);
  });

  it('end well when nobody reads them any more', async () => {
    const { access, time } = fakeHosts(cls(() => []));
    const { code } = await running((output, machine) => logs({ function: 'talk', tail: true }, serviceOf('talk'), access, output, machine), {
      began: (_press, leave) => {
        time.onSleep = (ms) => {
          if (ms === 1_000) leave();
        };
      },
    });
    expect(code).toBe(0);
  });
});

it.each([
  [{ startTime: 'yesterday' }, '--startTime takes how long ago'],
  [{ startTime: '2026-02-30T10:00' }, '--startTime takes how long ago'],
  [{ startTime: '1h', endTime: '2h' }, '--startTime must be earlier'],
  [{ tail: true, endTime: '1h' }, '--tail goes on until Ctrl-C'],
  [{ interval: '10' }, 'at least 200 ms'],
  [{ function: 'nobody' }, 'There is no function "nobody"'],
])('refuses %j', async (raw, message) => {
  const { access, arrived } = fakeHosts(() => ({}));
  await expect(running((output, machine) => logs(raw, serviceOf('talk'), access, output, machine))).rejects.toThrow(message);
  expect(arrived).toEqual([]);
});

it.each([
  ['', 'a\n', 'a\n'],
  ['a\n', 'a\nb\n', 'b\n'],
  ['a\nb\n', 'b\nc\n', 'b\nc\n'],
  [`a\n${'x'.repeat(5_000)}\n`, `${'x'.repeat(4_500)}\nc\n`, 'c\n'],
])('of a log that was %j', (before, now, part) => {
  expect(newPart(before, now)).toBe(part);
});
