import { said } from '../../messages/api';
import type { CodePlace } from '../../messages/apiCode';
import { ApiError } from '../error';
import type { Params } from '../params';
import type { ImageConfig } from './kept';

/** The code that a request brings. */
export type CodeSource = { readonly kind: 'zip'; readonly zip: Buffer } | { readonly kind: 'image'; readonly image: ImageConfig };

/** Sources that only the cloud can reach, by the parameters that name them. */
const elsewhere: readonly (readonly [parameter: string, place: CodePlace])[] = [
  ['CosBucketName', 'bucket'],
  ['CosObjectName', 'bucket'],
  ['TempCosObjectName', 'bucket'],
  ['DemoId', 'template'],
  ['GitUrl', 'repository'],
];

/** Details of those, of which nothing is left to say. */
const details = [
  'CosBucketRegion',
  'GitUserName',
  'GitPassword',
  'GitPasswordSecret',
  'GitBranch',
  'GitDirectory',
  'GitCommitId',
  'GitUserNameSecret',
];

/**
 * Code as `CreateFunction` takes it.
 * @throws ApiError `MissingParameter.Code`, and what `codeIn` throws
 */
export function newCode(params: Params): CodeSource {
  const code = params.object('Code', 'InvalidParameterValue.Code');
  if (!code) throw new ApiError('MissingParameter.Code', said('code.missing'));
  return codeIn(code, sourceOf(params, ['ZipFile', 'Cos', 'Demo']));
}

/** Code as `UpdateFunctionCode` takes it: in `Code`, or by the older members beside it. */
export function changedCode(params: Params): CodeSource {
  const source = sourceOf(params, ['ZipFile', 'Cos', 'Inline']);
  const code = params.object('Code', 'InvalidParameterValue.Code');
  const older = ['ZipFile', 'CosBucketName', 'CosObjectName', 'CosBucketRegion'].find((name) => params.has(name));
  if (code && older !== undefined) throw new ApiError('InvalidParameterValue.Code', said('code.both', { older }));
  return codeIn(code ?? params, source);
}

type Source = 'ZipFile' | 'Cos' | 'Demo' | 'Inline';

function sourceOf(params: Params, known: readonly Source[]): Source | undefined {
  return params.choice('CodeSource', known, 'InvalidParameterValue.CodeSource');
}

/** @throws ApiError `InvalidParameterValue.Code`, `.CodeSource`, `.ZipFile`, `.ZipFileBase64BinasciiError` */
function codeIn(code: Params, source: Source | undefined): CodeSource {
  for (const name of details) code.has(name);
  const cloud = elsewhere.find(([name]) => code.has(name));
  const image = code.object('ImageConfig', 'InvalidParameterValue.Code');
  const base64 = code.text('ZipFile', 'InvalidParameterValue.ZipFile');
  const given = [cloud !== undefined, image !== undefined, base64 !== undefined].filter(Boolean).length;
  if (given > 1) throw new ApiError('InvalidParameterValue.Code', said('code.sources'));
  if (cloud || (source !== undefined && source !== 'ZipFile')) {
    throw new ApiError('InvalidParameterValue.CodeSource', said('code.elsewhere', { place: cloud?.[1], source: source ?? '' }));
  }
  if (image) return { kind: 'image', image: imageOf(image) };
  if (base64 === undefined || base64 === '') throw new ApiError('InvalidParameterValue.ZipFile', said('code.noZip'));
  return { kind: 'zip', zip: decoded(base64) };
}

function decoded(base64: string): Buffer {
  const text = base64.replaceAll(/\s+/g, '');
  if (/^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.replaceAll('=', '').length % 4 !== 1) return Buffer.from(text, 'base64');
  throw new ApiError('InvalidParameterValue.ZipFileBase64BinasciiError', said('code.base64'));
}

function imageOf(image: Params): ImageConfig {
  const code = 'InvalidParameterValue.Code';
  const text = <K extends keyof ImageConfig>(name: K): { readonly [k in K]?: string } => {
    const value = image.text(name, code);
    return (value === undefined ? {} : { [name]: value }) as { readonly [k in K]?: string };
  };
  const accelerate = image.bool('ContainerImageAccelerate', code);
  const port = image.int('ImagePort', { min: -1, max: 65_535, code });
  return {
    ImageType: image.requiredText('ImageType', code),
    ImageUri: image.requiredText('ImageUri', code),
    ...text('RegistryId'),
    ...text('EntryPoint'),
    ...text('Command'),
    ...text('Args'),
    ...(accelerate === undefined ? {} : { ContainerImageAccelerate: accelerate }),
    ...(port === undefined ? {} : { ImagePort: port }),
  };
}
