import { text } from './text';

/** What the endpoint says of signatures that are not right. */
export const apiSignatureTexts = {
  'signature.secretId': text({
    en: () => 'The SecretId is not found. This endpoint knows only those that it was started with.',
    zh: () => '没有该 SecretId。此处只有启动时指定的 SecretId。',
  }),
  'signature.noSecretId': text({
    en: () => 'The request was signed without a SecretId.',
    zh: () => '请求签名时没有 SecretId。',
  }),
  'signature.expired': text<{ maxSec: number }>({
    en: ({ maxSec }) => `The signature has expired: the request's time is more than ${maxSec} seconds from the server's.`,
    zh: ({ maxSec }) => `签名已过期：请求时间与服务器时间相差超过 ${maxSec} 秒。`,
  }),
  'signature.token': text({ en: () => 'The token does not belong to the SecretId.', zh: () => 'Token 与 SecretId 不匹配。' }),
  'signature.wrong': text({
    en: () => 'The provided credentials could not be validated. Check the SecretKey and what is signed.',
    zh: () => '签名验证未通过。请检查 SecretKey 以及参与签名的内容。',
  }),
  'signature.unsigned': text({
    en: () => 'The request is not signed: it has no `Authorization` header.',
    zh: () => '请求未签名：没有请求头 `Authorization`。',
  }),
  'signature.form': text({
    en: () => 'The `Authorization` header does not have the form of TC3-HMAC-SHA256.',
    zh: () => '请求头 `Authorization` 不符合 TC3-HMAC-SHA256 的格式。',
  }),
  'signature.date': text({
    en: () => 'The date in the `Authorization` header is not that of `X-TC-Timestamp` in UTC.',
    zh: () => '请求头 `Authorization` 中的日期与 `X-TC-Timestamp` 的 UTC 日期不一致。',
  }),
  'signature.headers': text({
    en: () => 'The signed headers must be content-type and host, at least.',
    zh: () => '参与签名的请求头至少须包括 content-type 和 host。',
  }),
  'signature.method': text({
    en: () => 'The parameter `SignatureMethod` must be HmacSHA1 or HmacSHA256.',
    zh: () => '参数 `SignatureMethod` 必须是 HmacSHA1 或 HmacSHA256。',
  }),
  'signature.timeHeader': text({
    en: () => "The header `X-TC-Timestamp` must be the request's time in seconds since 1970.",
    zh: () => '请求头 `X-TC-Timestamp` 必须是请求时间，以 1970 年起的秒数表示。',
  }),
  'signature.timeParameter': text({
    en: () => "The parameter `Timestamp` must be the request's time in seconds since 1970.",
    zh: () => '参数 `Timestamp` 必须是请求时间，以 1970 年起的秒数表示。',
  }),
};
