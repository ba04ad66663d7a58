/** An object of an answer of the API, as it came. */
export type Answer = Readonly<Record<string, unknown>>;

/** A text that an answer tells; '' when it tells none. The API leaves members out, sends `null` or '' for the same. */
export function textIn(answer: Answer, name: string): string {
  const value = own(answer, name);
  return typeof value === 'string' ? value : '';
}

/** A number that an answer tells, in figures or as text. `-0`, which JSON can say, is 0: it would differ from itself once it is kept. */
export function numberIn(answer: Answer, name: string): number | undefined {
  const value = own(answer, name);
  const figure = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof figure === 'number' && Number.isFinite(figure) ? figure + 0 : undefined;
}

/** A switch; what is not told is off. @source scf-api.md §1: switches are text, `TRUE` or `ENABLE`, a few are booleans */
export function flagIn(answer: Answer, name: string): boolean {
  const value = own(answer, name);
  return value === true || value === 'TRUE' || value === 'ENABLE';
}

/** An object inside an answer; an empty one when there is none. */
export function partIn(answer: Answer, name: string): Answer {
  const value = own(answer, name);
  return isAnswer(value) ? value : {};
}

/** The objects of a list inside an answer. */
export function partsIn(answer: Answer, name: string): Answer[] {
  const value = own(answer, name);
  return Array.isArray(value) ? value.filter(isAnswer) : [];
}

export function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A variable or tag may be called `constructor`. */
function own(answer: Answer, name: string): unknown {
  return Object.hasOwn(answer, name) ? answer[name] : undefined;
}
