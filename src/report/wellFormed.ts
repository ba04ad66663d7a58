/** Text without halves of surrogate pairs: neither a URI nor XML can hold them. */
export function wellFormed(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, '\ufffd');
}
