import { text } from './text';

/** What the endpoint says of requests that no action ever sees. */
export const apiWireTexts = {
  'wire.jsonAsForm': text({
    en: () => 'The body looks like JSON, but its Content-Type is that of a form. Send `Content-Type: application/json`.',
    zh: () => '请求体看起来是 JSON，而其 Content-Type 是表单类型。请使用 `Content-Type: application/json`。',
  }),
  'wire.noAction': text({
    en: () => 'The request names no action: neither by the header `X-TC-Action` nor by the parameter `Action`.',
    zh: () => '请求未指明接口：既没有请求头 `X-TC-Action`，也没有参数 `Action`。',
  }),
  'wire.contentType': text<{ type: string }>({
    en: ({ type }) => `The Content-Type "${type}" is not understood: send application/json.`,
    zh: ({ type }) => `不支持 Content-Type“${type}”：请使用 application/json。`,
  }),
  'wire.jsonType': text({
    en: () => 'The Content-Type must be application/json.',
    zh: () => 'Content-Type 必须是 application/json。',
  }),
  'wire.notObject': text({ en: () => 'The body must be a JSON object.', zh: () => '请求体必须是 JSON 对象。' }),
  'wire.notJson': text<{ position: string | undefined }>({
    en: ({ position }) =>
      `The body is not JSON: ${position === undefined ? 'it ends too early or is malformed' : `malformed at position ${position}`}.`,
    zh: ({ position }) => `请求体不是 JSON：${position === undefined ? '内容不完整或格式有误' : `位置 ${position} 处格式有误`}。`,
  }),
  'wire.notUtf8': text({ en: () => 'The body is not valid UTF-8.', zh: () => '请求体不是有效的 UTF-8。' }),
  'wire.tooLarge': text<{ maxBytes: number }>({
    en: ({ maxBytes }) => `The body is larger than ${maxBytes} bytes.`,
    zh: ({ maxBytes }) => `请求体超过 ${maxBytes} 字节。`,
  }),
  'wire.version': text<{ given: string | undefined; version: string }>({
    en: ({ given, version }) => `The version ${given === undefined ? 'is missing' : `"${given}" does not exist`}: this is ${version}.`,
    zh: ({ given, version }) => `${given === undefined ? '缺少接口版本' : `接口版本“${given}”不存在`}：此处为 ${version}。`,
  }),
  'wire.customDomain': text<{ action: string }>({
    en: ({ action }) => `The action \`${action}\` is not offered by this endpoint: custom domains exist in the cloud only.`,
    zh: ({ action }) => `此处不提供接口 \`${action}\`：自定义域名只存在于云端。`,
  }),
  'wire.layer': text<{ action: string }>({
    en: ({ action }) => `The action \`${action}\` is not offered: a local region has no layers. Pack what is in a layer into the function's code.`,
    zh: ({ action }) => `此处不提供接口 \`${action}\`：本地地域没有层。请把层的内容打包到函数代码中。`,
  }),
  'wire.unknownAction': text<{ action: string }>({
    en: ({ action }) => `There is no action "${action}".`,
    zh: ({ action }) => `没有“${action}”这一接口。`,
  }),
  'wire.region': text<{ region: string; known: readonly string[] }>({
    en: ({ region, known }) => `The region "${region}" is not here: this endpoint has ${known.join(', ')}.`,
    zh: ({ region, known }) => `此处没有地域“${region}”：现有地域为 ${known.join('、')}。`,
  }),
  'wire.unknownParameter': text<{ action: string; name: string }>({
    en: ({ action, name }) => `The action \`${action}\` has no parameter \`${name}\`.`,
    zh: ({ action, name }) => `接口 \`${action}\` 没有参数 \`${name}\`。`,
  }),
  'wire.rate': text<{ action: string; max: number }>({
    en: ({ action, max }) => `The action \`${action}\` admits ${max} requests per second. Try again in a second.`,
    zh: ({ action, max }) => `接口 \`${action}\` 每秒最多接受 ${max} 次请求。请在一秒后重试。`,
  }),
  'wire.notWritten': text<{ kind: string }>({
    en: ({ kind }) =>
      `The change is in effect, but it could not be written: ${causeOf(kind).en}. It is tried again; if the region ends before that, the change is lost.`,
    zh: ({ kind }) => `更改已生效，但无法写入：${causeOf(kind).zh}。稍后会重试；若在此之前本地地域结束，该更改将丢失。`,
  }),
  'wire.notRead': text<{ kind: string }>({
    en: ({ kind }) => `What is kept of events cannot be read or written at the moment: ${causeOf(kind).en}.`,
    zh: ({ kind }) => `目前无法读写保存的事件：${causeOf(kind).zh}。`,
  }),
  'wire.internal': text({
    en: () => 'Something went wrong inside the endpoint; its output says what.',
    zh: () => '本地服务内部出错，详情见其终端输出。',
  }),
  'wire.notOpen': text({
    en: () => 'This region is being opened or closed: it takes no calls.',
    zh: () => '该地域正在启动或关闭，不接受调用。',
  }),
  'wire.codeGone': text({
    en: () => 'The code is no longer that one. Ask for its address again with GetFunctionAddress.',
    zh: () => '代码已更新，与该地址不符。请用 GetFunctionAddress 重新获取地址。',
  }),
};

/** What is wrong with the file of events, by its kind. */
function causeOf(kind: string): { readonly en: string; readonly zh: string } {
  switch (kind) {
    case 'full':
      return { en: 'no space is left on the disk', zh: '磁盘空间不足' };
    case 'readOnly':
      return { en: 'its file or folder is read-only', zh: '文件或目录只读' };
    case 'damaged':
      return { en: 'its file is damaged', zh: '文件已损坏' };
    default:
      return { en: 'its file cannot be read or written', zh: '无法读写其文件' };
  }
}
