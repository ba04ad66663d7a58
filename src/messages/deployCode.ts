import { plural } from './plural';
import { sayer } from './saying';
import { text } from './text';

/** A part of a package that is large, as told. */
export interface LargePart {
  /** A folder ends in `/`. */
  readonly name: string;
  readonly bytes: number;
}

const mb = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** `a, b or c` */
const anyOf = (words: readonly string[], or: string, comma: string): string =>
  [words.slice(0, -1).join(comma), ...words.slice(-1)].filter((word) => word !== '').join(or);

/** Beside parts of many MB there are small ones, which are no 0.0 MB. */
const size = (bytes: number): string => (bytes < 100 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : mb(bytes));
const listed = (parts: readonly LargePart[]): string => parts.map(({ name, bytes }) => `\n  ${size(bytes).padStart(9)}  ${name}`).join('');

/** What is said about the code of functions: packages, their limits, and how they are uploaded. */
export const deployCodeTexts = {
  'deployCode.packageMissing': text<{ function: string; path: string }>({
    en: ({ function: name, path }) =>
      `there is no package for the function ${name}: ${path} does not exist. Run \`sls package\` first, or name the folder that holds packages with --package`,
    zh: ({ function: name, path }) => `函数 ${name} 没有代码包：${path} 不存在。请先运行 \`sls package\`，或用 --package 指定代码包所在目录`,
  }),
  'deployCode.packageNoFile': text<{ path: string }>({
    en: ({ path }) => `the package ${path} is no file: package.artifact names a ZIP archive`,
    zh: ({ path }) => `代码包 ${path} 不是文件：package.artifact 应指向一个 ZIP 压缩包`,
  }),
  'deployCode.packageElsewhere': text<{ function: string; artifact: string }>({
    en: ({ function: name, artifact }) =>
      `the package of the function ${name} is ${artifact}, and only files of this machine can be deployed: download it, and write its path in package.artifact`,
    zh: ({ function: name, artifact }) => `函数 ${name} 的代码包是 ${artifact}，但只能部署本机上的文件：请先下载，再在 package.artifact 中填写其路径`,
  }),
  'deployCode.packageUnreadable': text<{ path: string; why: string }>({
    en: ({ path, why }) => `the package ${path} cannot be read: ${why}`,
    zh: ({ path, why }) => `无法读取代码包 ${path}：${why}`,
  }),
  'deployCode.packageBroken': text<{ path: string; why: string }>({
    en: ({ path, why }) => `the package ${path} cannot be deployed: ${why}. Make it anew with \`sls package\``,
    zh: ({ path, why }) => `无法部署代码包 ${path}：${why}。请用 \`sls package\` 重新打包`,
  }),
  'deployCode.packageEmpty': text<{ path: string }>({
    en: ({ path }) => `the package ${path} has no files: check package.patterns`,
    zh: ({ path }) => `代码包 ${path} 中没有文件：请检查 package.patterns`,
  }),
  'deployCode.packageChanged': text<{ path: string }>({
    en: ({ path }) => `the package ${path} has changed since the plan was made, so it was not uploaded: deploy again`,
    zh: ({ path }) => `生成部署计划之后，代码包 ${path} 又发生了变化，因此没有上传：请重新部署`,
  }),
  'deployCode.codeTooLarge': text<{ path: string; bytes: number; max: number; files: number; largest: readonly LargePart[] }>({
    en: ({ path, bytes, max, files, largest }) =>
      `the package ${path} is too large: unpacked, its ${plural(files, 'file')} have ${mb(bytes)}, ${mb(bytes - max)} more than the ${mb(max)} that ` +
      `a version may have together with its layers. The largest parts:${listed(largest)}\n` +
      "Leave out what the function does not need, such as '!node_modules/NAME/**' in package.patterns; large data can be read from COS when the function runs",
    zh: ({ path, bytes, max, files, largest }) =>
      `代码包 ${path} 过大：解压后 ${files} 个文件共 ${mb(bytes)}，超出 ${mb(bytes - max)}；每个版本的代码连同所绑定的层最多 ${mb(max)}。占用最多的部分：${listed(largest)}\n` +
      "请在 package.patterns 中排除函数不需要的内容，例如 '!node_modules/NAME/**'；较大的数据可在函数运行时从 COS 读取",
  }),
  'deployCode.zipTooLarge': text<{ path: string; bytes: number; max: number; region: string; largest: readonly LargePart[] }>({
    en: ({ path, bytes, max, region, largest }) =>
      `the package ${path} is too large to be sent with the request: the archive has ${mb(bytes)}, and UpdateFunctionCode takes at most ${mb(max)}. ` +
      `The largest parts, unpacked:${listed(largest)}\n` +
      `Upload by way of COS, with custom.scf.deploy.bucket: NAME-APPID (a bucket in ${region}); or leave out what the function does not need with package.patterns, or move it into a layer`,
    zh: ({ path, bytes, max, region, largest }) =>
      `代码包 ${path} 过大，无法随请求直接上传：压缩包为 ${mb(bytes)}，而 UpdateFunctionCode 最多接受 ${mb(max)}。占用最多的部分（解压后）：${listed(largest)}\n` +
      `请改为经由 COS 上传：设置 custom.scf.deploy.bucket: NAME-APPID（位于 ${region} 的存储桶）；或用 package.patterns 排除函数不需要的内容，或将其移到层中`,
  }),
  'deployCode.handlerNotPackaged': text<{ function: string; handler: string; path: string; tried: readonly string[] }>({
    en: ({ function: name, handler, path, tried }) =>
      `the function ${name} could not start: its handler ${handler} is in ${anyOf(tried, ' or ', ', ')}, which ${path} does not hold. Check package.patterns, or build the code before it is packaged`,
    zh: ({ function: name, handler, path, tried }) =>
      `函数 ${name} 将无法启动：其 handler ${handler} 位于 ${anyOf(tried, ' 或 ', '、')}，而代码包 ${path} 中没有该文件。请检查 package.patterns，或在打包前先完成构建`,
  }),
  'deployCode.handlerNotBuilt': text<{ function: string; file: string; path: string }>({
    en: ({ function: name, file, path }) =>
      `the function ${name} could not start: ${path} holds ${file}, and the platform runs no TypeScript. \`sls package\` builds it when esbuild is installed: npm i -D esbuild`,
    zh: ({ function: name, file, path }) =>
      `函数 ${name} 将无法启动：代码包 ${path} 中是 ${file}，而平台不能直接运行 TypeScript。安装 esbuild 后，\`sls package\` 会自动编译：npm i -D esbuild`,
  }),
  'deployCode.startFileMode': text<{ function: string; file: string; path: string }>({
    en: ({ function: name, file, path }) =>
      `the function ${name} could not start: ${file} in ${path} may not be executed. Run \`chmod +x ${file}\`, and package it again`,
    zh: ({ function: name, file, path }) =>
      `函数 ${name} 将无法启动：代码包 ${path} 中的 ${file} 没有可执行权限。请运行 \`chmod +x ${file}\` 后重新打包`,
  }),
  'deployCode.secretsPackaged': text<{ function: string; files: readonly string[]; more: number; pattern: string }>({
    en: ({ function: name, files, more, pattern }) =>
      `the package of the function ${name} holds ${files.join(', ')}${more > 0 ? ` and ${more} more` : ''}: whoever may read the code reads what is in there. Leave it out with '${pattern}' in package.patterns`,
    zh: ({ function: name, files, more, pattern }) =>
      `函数 ${name} 的代码包中含有 ${files.join('、')}${more > 0 ? ` 等（另有 ${more} 个）` : ''}：能查看代码的人也能看到其中的内容。请在 package.patterns 中加入 '${pattern}' 将其排除`,
  }),
  'deployCode.badBucket': text<{ bucket: string }>({
    en: ({ bucket }) =>
      `custom.scf.deploy.bucket is "${bucket}", and must be the name of a bucket with the AppId at its end, such as deployments-1250000000`,
    zh: ({ bucket }) => `custom.scf.deploy.bucket 的值是“${bucket}”，应为末尾带 AppId 的存储桶名称，例如 deployments-1250000000`,
  }),
  'deployCode.cosMissing': text<{ bucket: string; bytes: number; max: number }>({
    en: ({ bucket, bytes, max }) =>
      `a package of ${mb(bytes)} goes by way of the bucket ${bucket} (so does every one above ${mb(max)}), which needs the package cos-nodejs-sdk-v5: npm i -D cos-nodejs-sdk-v5`,
    zh: ({ bucket, bytes, max }) =>
      `${mb(bytes)} 的代码包需经由存储桶 ${bucket} 上传（超过 ${mb(max)} 均如此），为此需要安装 cos-nodejs-sdk-v5：npm i -D cos-nodejs-sdk-v5`,
  }),
  'deployCode.cosNoBucket': text<{ bucket: string; region: string }>({
    en: ({ bucket, region }) =>
      `the code could not be uploaded: there is no bucket ${bucket} in ${region}. Create it there, or correct custom.scf.deploy.bucket; it must be in the region of the functions`,
    zh: ({ bucket, region }) =>
      `代码上传失败：${region} 没有存储桶 ${bucket}。请在该地域创建，或更正 custom.scf.deploy.bucket；存储桶须与函数在同一地域`,
  }),
  'deployCode.cosDenied': text<{ bucket: string; object: string; code: string; message: string; requestId: string | undefined }>({
    en: ({ bucket, object, code, message, requestId }) =>
      `the code could not be uploaded: COS does not let these credentials write ${bucket}/${object} (${code}: ${message}${requestId === undefined ? '' : `; RequestId ${requestId}`}). ` +
      'They need cos:HeadObject and cos:PutObject for the bucket',
    zh: ({ bucket, object, code, message, requestId }) =>
      `代码上传失败：当前凭证无权写入 ${bucket}/${object}（${code}：${message}${requestId === undefined ? '' : `；RequestId ${requestId}`}）。` +
      '请为该存储桶授予 cos:HeadObject 和 cos:PutObject 权限',
  }),
  'deployCode.cosRefused': text<{ bucket: string; object: string; code: string; message: string; requestId: string | undefined }>({
    en: ({ bucket, object, code, message, requestId }) =>
      `the code could not be uploaded to ${bucket}/${object}: COS says ${code}: ${message}${requestId === undefined ? '' : ` (RequestId ${requestId})`}. Deploy again to try once more`,
    zh: ({ bucket, object, code, message, requestId }) =>
      `代码上传到 ${bucket}/${object} 失败：COS 返回 ${code}：${message}${requestId === undefined ? '' : `（RequestId ${requestId}）`}。重新部署即可再次尝试`,
  }),
  'deployCode.cosUnreachable': text<{ bucket: string; region: string; why: string }>({
    en: ({ bucket, region, why }) =>
      `the code could not be uploaded: the bucket ${bucket} in ${region} cannot be reached (${why}). Check the network and its proxy, and deploy again`,
    zh: ({ bucket, region, why }) => `代码上传失败：无法连接位于 ${region} 的存储桶 ${bucket}（${why}）。请检查网络和代理后重新部署`,
  }),
  'deployCode.downloadFailed': text<{ host: string; why: string }>({
    en: ({ host, why }) => `the code that is deployed could not be downloaded from ${host} to be compared: ${why}. Try again`,
    zh: ({ host, why }) => `为比较而从 ${host} 下载已部署的代码时失败：${why}。请重试`,
  }),
  'deployCode.downloadTooLarge': text<{ max: number }>({
    en: ({ max }) => `it has more than ${mb(max)}`,
    zh: ({ max }) => `超过 ${mb(max)}`,
  }),
  'deployCode.downloadStatus': text<{ status: number }>({
    en: ({ status }) => `the answer was HTTP ${status}`,
    zh: ({ status }) => `返回了 HTTP ${status}`,
  }),
  'deployCode.downloadSlow': text<{ seconds: number }>({
    en: ({ seconds }) => `nothing came for ${seconds} s`,
    zh: ({ seconds }) => `${seconds} 秒内没有收到数据`,
  }),
  'deployCode.buildFailed': text<{ function: string; why: string }>({
    en: ({ function: name, why }) => `the function ${name} cannot be packaged: ${why}`,
    zh: ({ function: name, why }) => `无法打包函数 ${name}：${why}`,
  }),
};

export const sayDeployCode = sayer(deployCodeTexts);
