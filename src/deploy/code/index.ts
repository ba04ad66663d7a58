export { artifactOf, type ArtifactPlaces } from './artifact';
export { contentHashOfUrl, type DownloadOptions } from './download';
export { checkHandler, packageNotices, type PackageNotice } from './inspect';
export { packageOf, packagesOf, type Package, type PackagedFile } from './package';
export { CodeUploads, type UploadOptions } from './upload';
