import type { CodeAdvice } from './cloudCodesAdvice';

/** Code: archives, COS, images. @source S150; scf-api.md CreateFunction, UpdateFunctionCode, §6 `Code`; SDK list of 2026-08-21 */
export const functionCodeAdvice: readonly CodeAdvice[] = [
  {
    codes: ['InvalidParameterValue.ZipFile', 'InvalidParameterValue.InlineZipFile', 'InvalidParameterValue.ZipFileBase64BinasciiError'],
    en: 'The archive of {function} is no ZIP file that the platform can read, or is larger than {zipMB} MB: package it again; if `package.artifact` names an archive of your own, look into it with `unzip -t`.',
    zh: '{function}的代码包不是平台可读取的 ZIP 文件，或超过 {zipMB} MB：请重新打包；如用 `package.artifact` 指定了自己的代码包，请用 `unzip -t` 检查。',
  },
  {
    codes: ['InvalidParameterValue.Code', 'InvalidParameterValue.CodeSource', 'MissingParameter.Code'],
    en: 'The code of {function} is refused: an archive may have {zipMB} MB, and {unzippedMB} MB unpacked with its `layers`. Leave files out with `package.patterns`, then package and deploy again.',
    zh: '{function}的代码被拒绝：代码包最大 {zipMB} MB，解压后连同 `layers` 最大 {unzippedMB} MB。请用 `package.patterns` 排除文件，然后重新打包并部署。',
  },
  {
    codes: ['InvalidParameterValue.CosBucketRegion'],
    en: 'The bucket that the code was uploaded to lies in a region from which functions of {region} take no code: use a bucket of the region in `provider.region`.',
    zh: '代码所在的存储桶位于{region}的函数无法使用的地域：请使用 `provider.region` 所在地域的存储桶。',
  },
  {
    codes: [
      'CreateFunction InvalidParameterValue.Cos',
      'UpdateFunctionCode InvalidParameterValue.Cos',
      'InvalidParameterValue.CosBucketName',
      'InvalidParameterValue.CosObjectName',
      'ResourceNotFound.CosObject',
    ],
    en: 'The platform cannot fetch the code of {function} from COS: the bucket must exist in {region} and belong to this account, and the object must still be there. Deploy again, which uploads it anew.',
    zh: '平台无法从 COS 获取{function}的代码：存储桶须位于{region}且属于当前账号，对象须仍然存在。请重新部署以重新上传。',
  },
  {
    codes: ['InvalidParameterValue.TempCosObjectName', 'UnauthorizedOperation.TempCosAppid'],
    en: 'The platform refuses where the code of {function} was put for the time being: deploy again; if it goes on, check that the key belongs to the account of the function.',
    zh: '平台拒绝了{function}代码的临时存放位置：请重新部署；如仍失败，请确认密钥与函数属于同一账号。',
  },
  {
    codes: ['UnauthorizedOperation.Role'],
    en: 'SCF may not read the COS bucket or other resource of {function}: let an administrator grant SCF its service role in the console (it asks there once), and check the rights of `role` in CAM.',
    zh: '云函数无权访问{function}所用的 COS 等资源：请管理员在云函数控制台完成服务角色授权，并在访问管理（CAM）中检查 `role` 的权限。',
  },
  {
    codes: ['InvalidParameterValue.ImageUri'],
    en: '`image.imageUri` of {function} is no image address that the platform takes: copy it from the image registry of {region}, with its tag and, as far as it is asked for, its digest.',
    zh: '{function}的 `image.imageUri` 不是平台可用的镜像地址：请从{region}的镜像仓库复制，并带上标签（需要时带上摘要）。',
  },
  {
    codes: ['ResourceNotFound.ImageConfig'],
    en: 'The image of {function} does not exist: push it to the registry of {region} first, then check `image.imageUri` and, for an enterprise registry, `image.registryId`.',
    zh: '{function}的镜像不存在：请先推送到{region}的镜像仓库，再检查 `image.imageUri`；企业版还需检查 `image.registryId`。',
  },
  {
    codes: ['InvalidParameterValue.RegistryId'],
    en: '`image.registryId` of {function} must be the ID of an enterprise registry in {region}; for a personal one write `image.imageType` personal and leave it out.',
    zh: '{function}的 `image.registryId` 必须是{region}中企业版镜像仓库的 ID；个人版请将 `image.imageType` 写为 personal，并去掉该选项。',
  },
  {
    codes: ['InvalidParameterValue.ImageType'],
    en: '`image.imageType` of {function} is personal or enterprise, as its registry is.',
    zh: '{function}的 `image.imageType` 须与镜像仓库一致：personal（个人版）或 enterprise（企业版）。',
  },
  {
    codes: ['InvalidParameterValue.Args*', 'InvalidParameterValue.Command*'],
    en: '`image.entryPoint`, `image.command` or `image.args` of {function} is refused: leave them out to use what the image says itself, or correct the one that the message names.',
    zh: '{function}的 `image.entryPoint`、`image.command` 或 `image.args` 不合规范：请去掉它们以使用镜像自带的设置，或修正提示所指的一项。',
  },
  {
    codes: ['LimitExceeded.ContainerImageAccelerate*'],
    en: 'The account has as many versions with image acceleration as it may: take `image.containerImageAccelerate` out of {function} or of others, delete old versions, or raise the limit with a ticket.',
    zh: '账号开启镜像加速的函数版本已达上限：请去掉{function}或其他函数的 `image.containerImageAccelerate`，删除旧版本，或提交工单提升上限。',
  },
  {
    codes: ['InvalidParameterValue.Port'],
    en: '`image.imagePort` of {function} is refused: an image that serves requests listens on 9000, one for jobs has -1.',
    zh: '{function}的 `image.imagePort` 不合规范：提供服务的镜像监听 9000，任务类镜像为 -1。',
  },
  {
    codes: ['InvalidParameterValue.CodeSecret', 'UnauthorizedOperation.CodeSecret'],
    en: 'The code of {function} is protected by a code secret, which serverless.yml cannot set, or this key may not read it: let an administrator of the account look in the console, or use a key that may.',
    zh: '{function}的代码受 CodeSecret 保护（serverless.yml 不能配置），或当前密钥无权读取：请账号管理员在控制台处理，或使用有权限的密钥。',
  },
  {
    codes: ['FailedOperation.GetFunctionAddress'],
    en: 'The platform does not say where the code of {function} lies; of a function that is still being created, or of an image, there is none. See its state with `serverless-scf info`, then run the command again.',
    zh: '平台未给出{function}的代码下载地址；创建中的函数与镜像函数没有该地址。请用 `serverless-scf info` 查看状态后重新运行命令。',
  },
  {
    codes: ['InvalidParameterValue.Git*', 'InvalidParameterValue.Demo*', 'ResourceNotFound.Demo'],
    en: 'The code is said to come from a Git repository or a template, which serverless.yml cannot ask for: deploy the code of this folder with `serverless-scf deploy`.',
    zh: '请求中的代码来自 Git 仓库或模板，而 serverless.yml 不支持这种方式：请用 `serverless-scf deploy` 部署本目录的代码。',
  },
];
