import { sayer } from './saying';
import { text } from './text';

/** What is wrong with an archive; each goes on a sentence that names the archive. */
export const archiveTexts = {
  noZip: text({ en: () => 'it is no ZIP archive', zh: () => '不是 ZIP 格式' }),
  cutOff: text({ en: () => 'it is cut off or damaged', zh: () => '文件不完整或已损坏' }),
  directory: text({ en: () => 'its directory is damaged', zh: () => '其目录已损坏' }),
  zip64: text({
    en: () => 'it is in the ZIP64 format, which archives of up to 50 MB do not need',
    zh: () => '采用了 ZIP64 格式，而 50 MB 以内的压缩包并不需要该格式',
  }),
  entries: text<{ entries: number; max: number }>({
    en: ({ entries, max }) => `it has ${entries} entries; at most ${max} are taken`,
    zh: ({ entries, max }) => `包含 ${entries} 个条目，最多允许 ${max} 个`,
  }),
  bytes: text<{ max: number }>({
    en: ({ max }) => `its files have more than ${max} bytes together; unpacked code may have no more`,
    zh: ({ max }) => `其中的文件合计超过 ${max} 字节，解压后的代码不能超过该值`,
  }),
  encrypted: text<{ name: string }>({ en: ({ name }) => `${name} is encrypted`, zh: ({ name }) => `${name} 已加密` }),
  method: text<{ name: string; method: number }>({
    en: ({ name, method }) => `${name} is packed by method ${method}; only stored and deflated files are taken`,
    zh: ({ name, method }) => `${name} 采用压缩方法 ${method}，仅支持 store 和 deflate`,
  }),
  special: text<{ name: string }>({
    en: ({ name }) => `${name} is a link or a device; only files and folders are taken`,
    zh: ({ name }) => `${name} 是链接或设备，仅支持文件和目录`,
  }),
  misplaced: text<{ name: string }>({
    en: ({ name }) => `${name} is not where the directory says`,
    zh: ({ name }) => `${name} 不在目录所记录的位置`,
  }),
  absolute: text<{ name: string }>({ en: ({ name }) => `${name} is an absolute path`, zh: ({ name }) => `${name} 是绝对路径` }),
  outside: text<{ name: string }>({
    en: ({ name }) => `${name} leads out of the archive's own folder`,
    zh: ({ name }) => `${name} 指向了压缩包目录之外`,
  }),
  nul: text<{ name: string }>({ en: ({ name }) => `${name} has a NUL character in its name`, zh: ({ name }) => `${name} 的名称中含有 NUL 字符` }),
  twice: text<{ name: string }>({
    en: ({ name }) => `it has ${name} twice, or as a file and as a folder`,
    zh: ({ name }) => `${name} 重复出现，或既是文件又是目录`,
  }),
  unwritable: text<{ name: string; code: string }>({
    en: ({ name, code }) => `${name} cannot be written (${code}): the archive has it twice, or its name does not fit`,
    zh: ({ name, code }) => `无法写入 ${name}（${code}）：压缩包中有重名，或名称不合适`,
  }),
  inflated: text<{ name: string }>({
    en: ({ name }) => `${name} is damaged, or larger than the archive says`,
    zh: ({ name }) => `${name} 已损坏，或比压缩包所记录的更大`,
  }),
  content: text<{ name: string }>({
    en: ({ name }) => `${name} is damaged: its content is not what the archive says`,
    zh: ({ name }) => `${name} 已损坏：内容与压缩包所记录的不符`,
  }),
};

export const sayArchive = sayer(archiveTexts);
