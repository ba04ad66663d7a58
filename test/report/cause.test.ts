import { causeSentence } from '../../src/report/cause';
import type { Cause, RequestId } from '../../src/scf';

const holder = { function: 'resize', mb: 1024, instances: 2, requestIds: ['r1' as RequestId], sinceMs: 0 };

it.each<{ why: string; cause: Cause; en: string; zh: string }>([
  {
    why: 'a reservation is full (S14), in the words of today (S9)',
    cause: {
      limit: 'reserved',
      function: 'resize',
      quotaMB: 1024,
      elasticMB: 1024,
      usedMB: 1024,
      neededMB: 512,
      holders: [holder],
      admittedByMB: 1536,
    },
    en: '432: "resize" reserves 1024 MB = 2 instances of 512 MB; 1024 MB were in use and 512 MB more were needed (S14). 1536 MB would have admitted one more.',
    zh: '432：“resize”的最大独占配额（保留并发）为 1024 MB = 2 个 512 MB 的实例；已占用 1024 MB，还需要 512 MB（S14）。配额为 1536 MB 时可再多运行一个。',
  },
  {
    why: 'part of it is provisioned (S22)',
    cause: { limit: 'reserved', function: 'resize', quotaMB: 1024, elasticMB: 512, usedMB: 512, neededMB: 512, holders: [], admittedByMB: 1536 },
    en: '432: "resize" reserves 1024 MB, of which 512 MB belong to provisioned instances: 512 MB = 1 instance of 512 MB; 512 MB were in use and 512 MB more were needed (S14). 1536 MB would have admitted one more.',
    zh: '432：“resize”的最大独占配额（保留并发）为 1024 MB，其中 512 MB 属于预置实例，其余 512 MB = 1 个 512 MB 的实例；已占用 512 MB，还需要 512 MB（S14）。配额为 1536 MB 时可再多运行一个。',
  },
  {
    why: 'the function is switched off (S17)',
    cause: { limit: 'reserved', function: 'resize', quotaMB: 0, elasticMB: 0, usedMB: 0, neededMB: 512, holders: [], admittedByMB: 512 },
    en: '432: "resize" is switched off by reservedConcurrency: 0 (S17). Remove the key to use the shared pool, or give it memory.',
    zh: '432：“resize”因 reservedConcurrency: 0 而停用（S17）。删除该项可使用共享配额，或为其设置配额。',
  },
  {
    why: 'the shared pool is full (S11)',
    cause: {
      limit: 'pool',
      function: 'thumb',
      quotaMB: 12_800,
      elasticMB: 12_800,
      usedMB: 12_800,
      neededMB: 128,
      holders: [holder],
      admittedByMB: 12_928,
    },
    en: '432: the region\'s shared pool has 12800 MB; 12800 MB were in use ("resize" 1024 MB in 2) and 128 MB more were needed (S11). 12928 MB would have admitted one more.',
    zh: '432：地域共享配额为 12800 MB；已占用 12800 MB（“resize”2 个实例共 1024 MB），还需要 128 MB（S11）。配额为 12928 MB 时可再多运行一个。',
  },
  {
    why: 'too many instances started (S100); how many more may is a matter of the window (S103)',
    cause: { limit: 'burst', function: 'thumb', perWindow: 500, openedMs: 0, endsMs: 60_000, starts: [{ function: 'thumb', instances: 500 }] },
    en: '429: the region starts at most 500 instances per minute; they went to "thumb" (500) (S100). More may start 60.0 s into the run; provisionedConcurrency would avoid the wait.',
    zh: '429：该地域每分钟最多启动 500 个实例，已分配给 “thumb”（500）（S100）。运行开始后第 60.0 秒可再启动；使用预置并发可避免等待。',
  },
  {
    why: 'they went to more functions than are named (S100, S102)',
    cause: {
      limit: 'burst',
      function: 'a',
      perWindow: 10,
      openedMs: 0,
      endsMs: 60_000,
      starts: [4, 3, 2, 1].map((instances) => ({ function: `f${instances}`, instances })),
    },
    en: '429: the region starts at most 10 instances per minute; they went to "f4" (4), "f3" (3), "f2" (2), … (S100). More may start 60.0 s into the run; provisionedConcurrency would avoid the wait.',
    zh: '429：该地域每分钟最多启动 10 个实例，已分配给 “f4”（4）、“f3”（3）、“f2”（2）、…（S100）。运行开始后第 60.0 秒可再启动；使用预置并发可避免等待。',
  },
  {
    why: 'more functions hold the shared pool than are named (S11)',
    cause: {
      limit: 'pool',
      function: 'thumb',
      quotaMB: 512,
      elasticMB: 512,
      usedMB: 512,
      neededMB: 128,
      holders: ['a', 'b', 'c', 'd'].map((name) => ({ ...holder, function: name, mb: 128, instances: 1 })),
      admittedByMB: 640,
    },
    en: '432: the region\'s shared pool has 512 MB; 512 MB were in use ("a" 128 MB in 1, "b" 128 MB in 1, "c" 128 MB in 1, …) and 128 MB more were needed (S11). 640 MB would have admitted one more.',
    zh: '432：地域共享配额为 512 MB；已占用 512 MB（“a”1 个实例共 128 MB、“b”1 个实例共 128 MB、“c”1 个实例共 128 MB、…），还需要 128 MB（S11）。配额为 640 MB 时可再多运行一个。',
  },
  {
    why: 'an async-run function was called too often (S79)',
    cause: { limit: 'qps', function: 'encode', perWindow: 1000, windowMs: 1000, openedMs: 200, endsMs: 1200 },
    en: '429: "encode" runs asynchronously (asyncRunEnable), and such functions take at most 1000 calls per second (S79). The next are taken 1.2 s into the run; engine.asyncRun.maxQps says how many.',
    zh: '429：“encode”为异步执行函数（asyncRunEnable），此类函数每秒最多接受 1000 次调用（S79）。运行开始后第 1.2 秒可继续调用；上限由 engine.asyncRun.maxQps 设置。',
  },
  {
    why: 'a queue starts no more instances for now (S51)',
    cause: { limit: 'ramp', function: 'encode', perWindow: 5, windowMs: 10_000, openedMs: 0, endsMs: 10_000 },
    en: '429: the queue of "encode" starts at most 5 instances every 10 s (engine.asyncDequeue, S51). The next may start 10.0 s into the run.',
    zh: '429：“encode”的队列每 10 秒最多启动 5 个实例（engine.asyncDequeue，S51）。运行开始后第 10.0 秒可再启动。',
  },
])('says why: $why', ({ cause, en, zh }) => {
  expect(causeSentence('en', cause)).toBe(en);
  expect(causeSentence('zh', cause)).toBe(zh);
});
