export { addToZip, type AddedFile } from './add';
export { contentOf, entriesOf, type ZipEntry, type ZipLimits } from './entries';
export { ZipFault } from './fault';
export { filesOf, type ZipFile } from './files';
export { byName, packZip, type PackedFile } from './pack';
export { unzip } from './unzip';
