import { text, type Lang } from './text';

/** Where code comes from that only the cloud can fetch; any other source is named as the request names it. */
export type CodePlace = 'bucket' | 'template' | 'repository';

const placesEn: Readonly<Record<CodePlace, string>> = { bucket: 'a COS bucket', template: 'a template', repository: 'a Git repository' };
const placesZh: Readonly<Record<CodePlace, string>> = { bucket: 'COS 存储桶', template: '模板', repository: 'Git 仓库' };

/** What the API says of code. */
export const apiCodeTexts = {
  'code.missing': text({
    en: () => 'The request has no `Code`. Send the function as a Base64 ZIP archive in `Code.ZipFile`.',
    zh: () => '请求没有 `Code`。请在 `Code.ZipFile` 中以 Base64 编码的 ZIP 压缩包上传函数代码。',
  }),
  'code.both': text<{ older: string }>({
    en: ({ older }) => `The request has \`Code\` and \`${older}\`; send the code in one of them.`,
    zh: ({ older }) => `请求同时有 \`Code\` 与 \`${older}\`；请只用其中一个上传代码。`,
  }),
  'code.sources': text({
    en: () => 'The request names more than one source of code; send one of ZipFile and ImageConfig.',
    zh: () => '请求指明了多个代码来源；ZipFile 与 ImageConfig 只能选一个。',
  }),
  'code.elsewhere': text<{ place: CodePlace | undefined; source: string }>({
    en: ({ place, source }) =>
      `Code from ${place ? placesEn[place] : `the source ${source}`} cannot be fetched by a local region. Send the archive itself in \`ZipFile\`.`,
    zh: ({ place, source }) => `本地地域无法从${place ? placesZh[place] : `来源 ${source} `}获取代码。请在 \`ZipFile\` 中直接上传压缩包。`,
  }),
  'code.noZip': text({
    en: () => 'The request has no code: `ZipFile` is missing or empty.',
    zh: () => '请求没有代码：`ZipFile` 缺失或为空。',
  }),
  'code.base64': text({
    en: () => '`ZipFile` is not Base64. Encode the bytes of the ZIP archive in Base64.',
    zh: () => '`ZipFile` 不是 Base64。请将 ZIP 压缩包以 Base64 编码。',
  }),
  'code.bytes': text<{ bytes: number; max: number }>({
    en: ({ bytes, max }) => `The archive cannot be taken: it has ${bytes} bytes; at most ${max} are taken.`,
    zh: ({ bytes, max }) => `无法接收压缩包：大小为 ${bytes} 字节，最多 ${max} 字节。`,
  }),
  'code.archive': text<{ why: (lang: Lang) => string }>({
    en: ({ why }) => `The archive cannot be taken: ${why('en')}.`,
    zh: ({ why }) => `无法接收压缩包：${why('zh')}。`,
  }),
  'code.gone': text<{ dir: string }>({
    en: ({ dir }) => `The uploaded code is no longer in ${dir}. Upload it again with UpdateFunctionCode.`,
    zh: ({ dir }) => `上传的代码已不在 ${dir} 中。请用 UpdateFunctionCode 重新上传。`,
  }),
  'code.image': text<{ name: string; image: string }>({
    en: ({ name, image }) => `The code of "${name}" is the image ${image}, which is no archive.`,
    zh: ({ name, image }) => `“${name}”的代码是镜像 ${image}，不是压缩包。`,
  }),
  'code.imageRuntime': text<{ runtime: string; image: boolean }>({
    en: ({ runtime, image }) =>
      `\`Runtime\` is ${runtime}, and the code is ${image ? 'an image' : 'an archive'}: the runtime CustomImage and images belong together.`,
    zh: ({ runtime, image }) =>
      `\`Runtime\` 为 ${runtime}，而代码是${image ? '镜像' : '压缩包'}：镜像只能与运行环境 CustomImage 一起使用，反之亦然。`,
  }),
  'code.kind': text<{ name: string; runtime: string; image: boolean }>({
    en: ({ name, runtime, image }) =>
      `Function "${name}" has the runtime ${runtime}, so its code is ${image ? 'an image' : 'an archive'} and cannot become ${image ? 'an archive' : 'an image'}.`,
    zh: ({ name, runtime, image }) =>
      `函数“${name}”的运行环境为 ${runtime}，其代码是${image ? '镜像' : '压缩包'}，不能改为${image ? '压缩包' : '镜像'}。`,
  }),
  'folder.bytes': text<{ dir: string; max: number }>({
    en: ({ dir, max }) => `The folder ${dir} has more than ${max} bytes; a function's code may have no more.`,
    zh: ({ dir, max }) => `目录 ${dir} 超过 ${max} 字节，而函数代码最多如此。`,
  }),
  'folder.files': text<{ dir: string; max: number }>({
    en: ({ dir, max }) => `The folder ${dir} has more than ${max} files; a function's code may have no more.`,
    zh: ({ dir, max }) => `目录 ${dir} 超过 ${max} 个文件，而函数代码最多如此。`,
  }),
  'folder.unpacked': text<{ dir: string; why: string }>({
    en: ({ dir, why }) => `The folder ${dir} could not be packed: ${why}.`,
    zh: ({ dir, why }) => `无法打包目录 ${dir}：${why}。`,
  }),
  'folder.unread': text<{ dir: string; why: string }>({
    en: ({ dir, why }) => `The folder ${dir} could not be read: ${why}.`,
    zh: ({ dir, why }) => `无法读取目录 ${dir}：${why}。`,
  }),
};
