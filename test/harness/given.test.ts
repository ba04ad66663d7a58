import {
  chaos,
  createRegion,
  type CallOptions,
  type ChaosOptions,
  type ChaosTarget,
  type FunctionOptions,
  type RegionOptions,
} from '../../src/harness';

/** Tests in JavaScript: no type check has seen what is misspelt there, and left out it would make the test another one. */

describe('a region is not created with options that mean nothing', () => {
  const functions = { f: { model: {} } };

  it.each<{ options: object; said: string }>([
    { options: { function: functions }, said: 'function: { f: { model: {} } }.' },
    { options: { functions, knobs: { reuse: 'lru' } }, said: "knobs: { reuse: 'lru' }." },
    { options: { functions, time: 'real' }, said: "time: 'real'." },
    { options: { functions, seed: 1.5 }, said: 'seed: 1.5.' },
    { options: { functions, seed: 'one', timers: 'yes' }, said: "seed: 'one'; timers: 'yes'." },
    { options: { functions, realWaitMs: '5s' }, said: "realWaitMs: '5s'." },
    { options: { functions, modules: ['aws'] }, said: "modules: [ 'aws' ]." },
  ])('$said', async ({ options, said }) => {
    const creating = createRegion({ ...(options as RegionOptions), lang: 'en' });
    await expect(creating).rejects.toMatchObject({
      code: 'CONFIG',
      message: expect.stringContaining(`createRegion: these options mean nothing: ${said}`),
    });
  });

  const handler = () => 1;

  it.each<{ f: unknown; said: string }>([
    { f: undefined, said: 'functions.f: these options mean nothing: undefined. There are { handler, create, model, memorySize, timeout … }.' },
    { f: handler, said: 'functions.f: these options mean nothing: [Function: handler].' },
    { f: { handler: [handler] }, said: 'handler: [ [Function: handler] ].' },
    { f: { create: 'src/index.main' }, said: "create: 'src/index.main'." },
    { f: { handler, model: { durationMs: 5 } }, said: 'functions.f is given by handler, model at once' },
    { f: { handler: 'src/index.main', create: () => handler }, said: 'functions.f is given by handler, create at once' },
  ])('nor with a function that means nothing, or several things: $said', async ({ f, said }) => {
    const creating = createRegion({ lang: 'en', functions: { f: f as FunctionOptions } });
    await expect(creating).rejects.toMatchObject({ code: 'CONFIG', message: expect.stringContaining(said) });
  });

  it('but with a model of a handler from a file', async () => {
    const region = await createRegion({ functions: { f: { handler: 'src/index.main', model: { durationMs: 5 } } } });
    expect(await region.invoke('f')).toMatchObject({ status: 200, record: { endedMs: 5 } });
  });

  it.each<{ made: unknown; given: string }>([
    { made: undefined, given: 'undefined' },
    { made: null, given: 'null' },
    { made: { handler }, given: '{ handler: [Function: handler] }' },
  ])('S123: runs nothing where no handler is made: $given', async ({ made, given }) => {
    const create = () => made as () => unknown;
    const said = `HandlerNotFound: "create" gave ${given}, which is no function.`;
    const region = await createRegion({ lang: 'en', functions: { f: { create } } });
    expect(await region.invoke('f')).toMatchObject({ status: 437, error: { errorMessage: expect.stringContaining(said) } });
    await expect(chaos({ create }, { lang: 'en' })).rejects.toMatchObject({ code: 'CONFIG', message: expect.stringContaining(said) });
  });

  it('but with functions and modules of any name, of which every object has something', async () => {
    const models = { f: { durationMs: 5 } };
    const played = createRegion({ lang: 'en', functions: { toString: { model: {} }, valueOf: {} }, models });
    await expect(played).rejects.toThrow(/functions\.valueOf/);
  });

  it('nor with a model of a function that it does not have, which would run for real', async () => {
    const creating = createRegion({ functions: { resize: { model: {} } }, models: { resise: { durationMs: 1 } }, lang: 'en' });
    await expect(creating).rejects.toMatchObject({ code: 'CONFIG', message: expect.stringContaining('custom.scf.models.resise') });
  });

  it('nor without any', async () => {
    const creating = createRegion(undefined as unknown as RegionOptions);
    await expect(creating).rejects.toMatchObject({ code: 'CONFIG', message: expect.stringContaining('createRegion') });
  });

  it('in a language that there is', async () => {
    const creating = createRegion({ functions, lang: 'fr' } as unknown as RegionOptions);
    await expect(creating).rejects.toMatchObject({ code: 'CONFIG', message: expect.stringContaining("lang: 'fr'") });
  });
});

describe('nothing is done with options that mean nothing', () => {
  const created = () => createRegion({ lang: 'en', functions: { f: { model: { durationMs: 5_000 }, timeout: 10 } } });

  it.each<{ options: unknown; said: string }>([
    { options: { qualfier: '1' }, said: "qualfier: '1'." },
    { options: { qualifier: 1 }, said: 'qualifier: 1.' },
    { options: { routingKey: { user: 7 } }, said: 'routingKey: { user: 7 }.' },
    { options: { routingKey: 'user' }, said: "routingKey: 'user'." },
    { options: { routingKey: { user: 'u'.repeat(1_014) } }, said: 'routingKey: ' },
    { options: { invokedBy: 'cron' }, said: "invokedBy: 'cron'." },
    { options: '$LATEST', said: '$LATEST.' },
  ])('S142: no call with $said', async ({ options, said }) => {
    const region = await created();
    const calling = region.invoke('f', {}, options as CallOptions);
    await expect(calling).rejects.toMatchObject({ code: 'CONFIG', message: expect.stringContaining(`invoke: these options mean nothing: ${said}`) });
    expect(region.open + region.records.length).toBe(0);
  });

  const circle: Record<string, unknown> = {};
  circle['self'] = circle;

  it.each([
    { what: 'a BigInt', event: { n: 1n }, said: 'BigInt' },
    { what: 'a circle', event: circle, said: 'circular' },
  ])('nor with an event that JSON cannot tell of: $what', async ({ event, said }) => {
    const region = await created();
    const refused = { code: 'CONFIG', message: expect.stringMatching(`^An event reaches its function as JSON, .*${said}`) };
    await expect(region.invoke('f', event)).rejects.toMatchObject(refused);
    await expect(region.invokeAsync('f', event)).rejects.toMatchObject(refused);
    expect(region.open + region.records.length).toBe(0);
    await expect(chaos(() => 1, { events: [event], lang: 'en' })).rejects.toMatchObject(refused);
  });

  it('S142: a routing key may have 1024 bytes', async () => {
    const region = await created();
    expect((await region.invoke('f', {}, { routingKey: { user: 'u'.repeat(1_013) } })).status).toBe(200);
  });

  it.each<{ filter: object; said: string }>([
    { filter: { state: 'FAILED' }, said: "state: 'FAILED'." },
    { filter: { states: 'FAILED' }, said: "states: 'FAILED'." },
    { filter: { states: ['failed'] }, said: "states: [ 'failed' ]." },
    { filter: { functions: ['f'] }, said: "functions: [ 'f' ]." },
    { filter: { startMs: 5 }, said: 'startMs: 5.' },
  ])('S81: no list of other events than were meant: $said', async ({ filter, said }) => {
    const region = await created();
    expect(() => region.asyncEvents(filter)).toThrow(`asyncEvents: these options mean nothing: ${said}`);
  });

  it('S81: any of the filters lists events', async () => {
    const region = await createRegion({ functions: { f: { model: {}, asyncRunEnable: true, traceEnable: true } } });
    await region.invokeAsync('f');
    await region.runUntilIdle();
    const all = { from: 0, to: Infinity };
    const filter = { function: 'f', qualifier: '$DEFAULT', states: ['FINISHED'], invokeTypes: ['INVOKE'], startMs: all, endMs: all } as const;
    expect(region.asyncEvents(filter)).toHaveLength(1);
  });

  it('no wait of a length that nobody reads', async () => {
    const region = await created();
    await expect(region.runUntilIdle('1s' as unknown as object)).rejects.toMatchObject({
      code: 'CONFIG',
      message: expect.stringContaining('runUntilIdle: '),
    });
    await expect(region.runUntilIdle({ maximum: '1s' } as object)).rejects.toThrow("maximum: '1s'. There are { max }.");
  });

  it('S84: no hard end where a gentle one was meant', async () => {
    const region = await createRegion({ lang: 'en', functions: { f: { model: { durationMs: 5_000 }, timeout: 10, asyncRunEnable: true } } });
    const { requestId } = await region.invokeAsync('f');
    expect(() => region.terminate(requestId, { graceful: true } as object)).toThrow('graceful: true. There are { grace }.');
    expect(region.event(requestId).state).toBe('RUNNING');
  });
});

it.each<{ target: object; options: object; said: string }>([
  { target: { handler: () => 1, world: () => [] }, options: {}, said: 'chaos target: these options mean nothing: world: ' },
  { target: { handler: () => 1, create: () => () => 1 }, options: {}, said: 'functions.handler is given by handler, create at once' },
  { target: { create: {} }, options: {}, said: 'chaos target: these options mean nothing: create: {}.' },
  { target: { handler: () => 1 }, options: { checks: () => false }, said: 'chaos options: these options mean nothing: checks: ' },
  { target: { handler: () => 1 }, options: { world: [] }, said: 'chaos options: these options mean nothing: world: [].' },
])('nothing is played with options that mean nothing: $said', async ({ target, options, said }) => {
  const playing = chaos(target as ChaosTarget<unknown>, { ...(options as ChaosOptions<unknown>), lang: 'en' });
  await expect(playing).rejects.toMatchObject({ code: 'CONFIG', message: expect.stringContaining(said) });
});
