/**
 * A value as JSON that a terminal can show: besides what JSON escapes itself, also the control characters from 0x7F on, which
 * some terminals obey too. What is read back is the same.
 */
export function jsonText(value: unknown): string {
  const json = JSON.stringify(value, undefined, 2);
  return json.replaceAll(/[\u007f-\u009f\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
