export { addToZip, type AddedFile } from './add';
export type { ZipLimits } from './entries';
export { ZipFault } from './fault';
export { filesOf, type ZipFile } from './files';
export { packZip, type PackedFile } from './pack';
export { unzip } from './unzip';
