export { artifactOf } from './artifact';
export { contentHashOfUrl } from './download';
export { checkHandler, packageNotices } from './inspect';
export { packageOf, packagesOf, type Package } from './package';
export { CodeUploads, type UploadOptions } from './upload';
