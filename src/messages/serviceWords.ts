import type { Unreadable, Unresolved, Words } from './diagnosticParams';
import { syntaxWords } from './syntaxWords';
import type { Lang } from './text';

/** Why a service cannot be read. */
export const unreadableWords: { readonly [L in Lang]: (file: string, reason: Unreadable) => Words } = {
  en: (file, reason) => {
    switch (reason.kind) {
      case 'missing':
        return {
          message: `there is no serverless.yml, serverless.yaml or serverless.json in ${file}`,
          fix: 'run the command in the folder of a service',
        };
      case 'absent':
        return { message: `${file} does not exist`, fix: 'correct the name; it is that of a file in the folder of the service' };
      case 'folder':
        return { message: `${file} is no file`, fix: 'name a file in the folder of the service, or run the command in that folder' };
      case 'empty':
        return { message: `${file} is empty`, fix: 'write at least service, provider and functions' };
      case 'bytes':
        return { message: `${file} is not UTF-8 text`, fix: 'save it as UTF-8' };
      case 'notMap':
        return { message: `${file} is not a map of options`, fix: 'begin it with "service:"' };
      case 'documents':
        return { message: `${file} holds several documents, and a service is one`, fix: 'keep one of them, without a line "---" after it' };
      case 'deep':
        return { message: `${file} is nested too deeply, repeats anchors or variables too often, or contains itself`, fix: 'make it flatter' };
      case 'elsewhere':
        return { message: `${file} is not in the folder of the service`, fix: 'run the command in the folder of the file, and name it alone' };
      case 'code':
        return {
          message: `${file} is a program, and this command runs none`,
          fix: 'use sls scf validate and sls invoke local: the framework reads it',
        };
      case 'large':
        return { message: `${file} has ${reason.bytes} bytes, more than the ${reason.limit} that are read`, fix: 'split it with ${file(…)}' };
      case 'system':
        return { message: `${file} cannot be read: ${reason.detail}`, fix: 'make it readable' };
      case 'syntax':
        return syntaxWords.en(file, reason);
    }
  },
  zh: (file, reason) => {
    switch (reason.kind) {
      case 'missing':
        return { message: `${file} 中没有 serverless.yml、serverless.yaml 或 serverless.json`, fix: '请在服务所在目录运行该命令' };
      case 'absent':
        return { message: `文件 ${file} 不存在`, fix: '请改正文件名；该文件须在服务目录中' };
      case 'folder':
        return { message: `${file} 不是文件`, fix: '请写服务目录中的文件名，或在该目录中运行命令' };
      case 'empty':
        return { message: `${file} 是空文件`, fix: '请至少写上 service、provider 和 functions' };
      case 'bytes':
        return { message: `${file} 不是 UTF-8 文本`, fix: '请另存为 UTF-8 编码' };
      case 'notMap':
        return { message: `${file} 的内容不是选项的映射`, fix: '请以“service:”开头' };
      case 'documents':
        return { message: `${file} 含有多个文档，而一个服务只能是一个文档`, fix: '请只保留其中一个，其后不要有“---”行' };
      case 'deep':
        return { message: `${file} 嵌套过深、锚点或变量引用过多，或包含了自身`, fix: '请减少层级' };
      case 'elsewhere':
        return { message: `${file} 不在服务目录中`, fix: '请在该文件所在目录运行命令，并只写文件名' };
      case 'code':
        return { message: `${file} 是程序，本命令不会执行它`, fix: '请使用 sls scf validate 与 sls invoke local，由框架读取' };
      case 'large':
        return { message: `${file} 有 ${reason.bytes} 字节，超过可读取的 ${reason.limit} 字节`, fix: '请用 ${file(…)} 拆分' };
      case 'system':
        return { message: `无法读取 ${file}：${reason.detail}`, fix: '请检查文件是否可读' };
      case 'syntax':
        return syntaxWords.zh(file, reason);
    }
  },
};

/** Why a variable has no value. */
export const unresolvedWords: { readonly [L in Lang]: (variable: string, reason: Unresolved) => Words } = {
  en: (variable, reason) => {
    const framework = 'use sls scf validate, where the framework resolves it';
    switch (reason.kind) {
      case 'source':
        return { message: `${variable} cannot be resolved here: "${reason.source}" is a source that only the framework has`, fix: framework };
      case 'missing':
        return {
          message: `${variable} has no value`,
          fix: `give it one, or a fallback: ${withFallback(variable)}; sls scf … resolves what only the framework knows`,
        };
      case 'cycle':
        return { message: `${variable} leads back to itself`, fix: 'break the circle; sls scf … would not resolve it either' };
      case 'syntax':
        return {
          message: `${variable} is not a variable that can be read`,
          fix: 'write it as ${source:address}; sls scf … says what the framework makes of it',
        };
      case 'outside':
        return { message: `${variable} names a file outside the service's folder, which this command does not read`, fix: framework };
      case 'script':
        return { message: `${variable} names a program, and this command runs none`, fix: framework };
      case 'format':
        return { message: `${variable} names a file that is neither .yml, .yaml nor .json`, fix: framework };
      case 'notText':
        return {
          message: `${variable} is a map or list, and cannot be put into a text`,
          fix: 'name one value inside it; sls scf … would refuse it too',
        };
      case 'deep':
        return { message: `${variable} leads through too many variables`, fix: 'make it simpler, or use sls scf …' };
      case 'noFile':
        return {
          message: `${variable} names a file that does not exist: ${reason.name}`,
          fix: `correct the path, which begins at the service's folder, or give a fallback: ${withFallback(variable)}`,
        };
    }
  },
  zh: (variable, reason) => {
    const framework = '请使用 sls scf validate，由框架解析';
    switch (reason.kind) {
      case 'source':
        return { message: `此处无法解析 ${variable}：来源“${reason.source}”只有框架才能读取`, fix: framework };
      case 'missing':
        return { message: `${variable} 没有值`, fix: `请设置它，或提供默认值：${withFallback(variable)}；只有框架才知道的变量请用 sls scf … 解析` };
      case 'cycle':
        return { message: `${variable} 循环引用了自身`, fix: '请消除循环；sls scf … 同样无法解析' };
      case 'syntax':
        return { message: `${variable} 不是可识别的变量`, fix: '请写成 ${来源:地址} 的形式；可用 sls scf … 查看框架如何处理' };
      case 'outside':
        return { message: `${variable} 指向服务目录以外的文件，本命令不会读取`, fix: framework };
      case 'script':
        return { message: `${variable} 指向程序，本命令不会执行它`, fix: framework };
      case 'format':
        return { message: `${variable} 指向的文件不是 .yml、.yaml 或 .json`, fix: framework };
      case 'notText':
        return { message: `${variable} 是映射或列表，不能拼入字符串`, fix: '请指定其中的某个值；sls scf … 同样会拒绝' };
      case 'deep':
        return { message: `${variable} 引用的变量层数过多`, fix: '请简化，或使用 sls scf …' };
      case 'noFile':
        return {
          message: `${variable} 指向的文件不存在：${reason.name}`,
          fix: `请改正路径（从服务目录算起），或提供默认值：${withFallback(variable)}`,
        };
    }
  },
};

function withFallback(variable: string): string {
  return variable.endsWith('}') ? `${variable.slice(0, -1)}, 'value'}` : variable;
}
