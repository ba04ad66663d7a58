import { inspect } from 'node:util';
import { CodeUploads, type Package, type UploadOptions } from '../../../src/deploy/code';
import { sha256Of } from '../../../src/deploy/code/contentHash';
import { credentials, faultOf, keys } from './artifacts';
import { closeBuckets, openBucket, type Bucket } from './bucket';

afterEach(closeBuckets);

const megabyte = 1024 * 1024;

/** A package whose archive has so many bytes; they are made only where they are sent. */
function packed(bytes: number, fill = 1): Package {
  const zip = (): Buffer => Buffer.alloc(bytes, fill);
  const zipSha256 = bytes > 10 * megabyte ? 'unknown' : sha256Of(zip());
  const facts = { contentHash: `hash-${bytes}-${fill}`, zipSha256, zipBytes: bytes, unzippedBytes: 2 * bytes, files: 1 };
  return {
    path: '/service/.serverless/media.zip',
    facts,
    files: [{ name: 'index.js', bytes: 2 * bytes, executable: false }],
    bytes: async () => zip(),
  };
}

function uploads(options: Partial<UploadOptions> = {}): CodeUploads {
  return new CodeUploads({ ...optionsOf(), ...options });
}

const name = 'deployments-1250000000';
const through = (bucket: Bucket, options: Partial<UploadOptions> = {}): CodeUploads => uploads({ bucket: name, cos: bucket.settings, ...options });
const large = packed(8 * megabyte);
const object = '/serverless-scf/media/prod/hash-8388608-1.zip';

describe('code in the request itself', () => {
  it('is its archive in Base64', async () => {
    expect(await uploads().codeParams(packed(3))).toEqual({ ZipFile: 'AQEB' });
  });

  it('is what small code stays even where there is a bucket, which is not asked', async () => {
    const bucket = await openBucket();
    expect(Object.keys(await through(bucket).codeParams(packed(1_000)))).toEqual(['ZipFile']);
    expect(bucket.requests).toEqual([]);
  });

  it('is what code for the local endpoint stays, which reads no bucket', async () => {
    const bucket = await openBucket();
    expect(Object.keys(await through(bucket, { local: true }).codeParams(large))).toEqual(['ZipFile']);
    expect(bucket.requests).toEqual([]);
  });

  it.each([
    { what: 'S150: at 20 MB', bytes: 20 * megabyte, local: false, fits: true },
    { what: 'S150: above 20 MB, what UpdateFunctionCode takes', bytes: 20 * megabyte + 1, local: false, fits: false },
    { what: 'S150: above 20 MB for the local endpoint, as in the cloud', bytes: 20 * megabyte + 1, local: true, fits: false },
  ])('$what: fits: $fits', async ({ bytes, local, fits }) => {
    const checked = uploads({ local }).check(packed(bytes));
    if (fits) return expect(checked).resolves.toBeUndefined();
    const { code, en, zh } = await faultOf(() => checked);
    expect(code).toBe('zipTooLarge');
    for (const text of [en, zh]) {
      expect(text).toContain('20.0 MB');
      expect(text).toContain('custom.scf.deploy.bucket');
      expect(text).toContain('package.patterns');
      expect(text).toMatch(/MB {2}index\.js/);
    }
  });
});

it('S150: takes up to 50 MB for the local endpoint where the cloud would get it by way of a bucket', async () => {
  const bucket = await openBucket();
  const one = through(bucket, { local: true });
  await expect(one.check(packed(50 * megabyte))).resolves.toBeUndefined();
  expect((await faultOf(() => one.check(packed(50 * megabyte + 1)))).code).toBe('zipTooLarge');
});

describe('code by way of a bucket', () => {
  it('is put there once, signed, and named to the platform as it wants it', async () => {
    const bucket = await openBucket();
    const one = through(bucket);
    // scf-api.md §6 Code: the bucket without the AppId, the path with a slash at its beginning.
    const params = { CosBucketName: 'deployments', CosObjectName: object, CosBucketRegion: 'ap-guangzhou' };
    expect(await Promise.all([one.codeParams(large), one.codeParams(large)])).toEqual([params, params]);
    expect(bucket.objects.get(object)?.body.equals(await large.bytes())).toBe(true);
    expect(bucket.requests).toEqual([`HEAD ${object}`, `PUT ${object}`]);
    expect(await through(bucket).codeParams(large)).toEqual(params);
    expect(bucket.requests.slice(2)).toEqual([`HEAD ${object}`]);
  });

  it('is put there again where something else has its name', async () => {
    const bucket = await openBucket();
    bucket.objects.set(object, { body: Buffer.alloc(8 * megabyte), headers: {} });
    await through(bucket).codeParams(large);
    expect(bucket.requests).toEqual([`HEAD ${object}`, `PUT ${object}`]);
  });

  it('is put there by who may write and not read', async () => {
    const bucket = await openBucket();
    bucket.refuse('HEAD', 403, 'AccessDenied');
    await through(bucket).codeParams(large);
    expect(bucket.objects.has(object)).toBe(true);
  });

  it.each([
    { status: 404, refused: 'NoSuchBucket', code: 'cosNoBucket', says: ['deployments-1250000000', 'ap-guangzhou'] },
    { status: 403, refused: 'AccessDenied', code: 'cosDenied', says: ['cos:PutObject', 'AccessDenied', 'NjQy'] },
    { status: 400, refused: 'InvalidArgument', code: 'cosRefused', says: ['InvalidArgument', 'because', 'NjQy'] },
  ])('that is refused with $refused is told as $code, and shows no key', async ({ status, refused, code, says }) => {
    const bucket = await openBucket();
    bucket.refuse('PUT', status, refused);
    const work = through(bucket);
    const fault = await faultOf(() => work.codeParams(large));
    expect(fault.code).toBe(code);
    for (const text of [fault.en, fault.zh]) for (const word of says) expect(text).toContain(word);
    const error: unknown = await work.codeParams(large).catch((thrown: unknown) => thrown);
    expect(inspect([error, work], { depth: 20, showHidden: true })).not.toMatch(new RegExp(`${keys.secretKey}|${keys.token}`));
    expect(bucket.heard.join('')).not.toContain(keys.secretKey);
  });

  it('that was refused once is tried again for the next function', async () => {
    const bucket = await openBucket();
    bucket.refuse('PUT', 400, 'InvalidArgument');
    const work = through(bucket);
    await faultOf(() => work.codeParams(large));
    const before = bucket.requests.length;
    await faultOf(() => work.codeParams(large));
    expect(bucket.requests.length).toBeGreaterThan(before);
  });

  it('that cannot be reached is told with the reason', async () => {
    const bucket = await openBucket();
    await closeBuckets();
    expect(await faultOf(() => through(bucket).codeParams(large))).toMatchObject({
      code: 'cosUnreachable',
      en: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('ends with the deploy', async () => {
    const bucket = await openBucket();
    bucket.fallSilent();
    const stop = new AbortController();
    const reason = new Error('interrupted');
    const uploading = through(bucket, { signal: stop.signal }).codeParams(large);
    setImmediate(() => stop.abort(reason));
    await expect(uploading).rejects.toBe(reason);
  });

  it.each(['deployments', 'deployments-12', 'Deployments-1250000000', '-1250000000', 'a/b-1250000000', ''])(
    'is refused in "%s", which is no bucket',
    async (bucket) => {
      expect(await faultOf(() => uploads({ bucket }))).toMatchObject({ code: 'badBucket', en: expect.stringContaining(`"${bucket}"`) });
    },
  );
});

describe('without the package for COS', () => {
  it('says how to install it, before anything is done', async () => {
    const missing = Object.assign(new Error('no such package'), { code: 'MODULE_NOT_FOUND' });
    jest.resetModules();
    jest.doMock('cos-nodejs-sdk-v5', () => {
      throw missing;
    });
    const fresh = await import('../../../src/deploy/code');
    const work = new fresh.CodeUploads({ ...optionsOf(), bucket: name });
    const error = (await work.check(large).catch((thrown: unknown) => thrown)) as {
      readonly code: string;
      readonly say: (lang: 'en' | 'zh') => string;
    };
    jest.dontMock('cos-nodejs-sdk-v5');
    expect([error.code, error.say('en'), error.say('zh')]).toEqual([
      'cosMissing',
      expect.stringContaining('npm i -D cos-nodejs-sdk-v5'),
      expect.stringContaining('npm i -D cos-nodejs-sdk-v5'),
    ]);
  });
});

function optionsOf(): UploadOptions {
  return {
    credentials,
    region: 'ap-guangzhou',
    bucket: undefined,
    local: false,
    service: 'media',
    stage: 'prod',
    signal: new AbortController().signal,
  };
}
