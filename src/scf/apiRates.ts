/** Requests a second that the platform admits of one action. @source scf-api.md §3; every action that is not named has 20 */
const perSecond: ReadonlyMap<string, number> = new Map([
  ['InvokeFunction', 10_000],
  ['Invoke', 100],
  ['CreateFunction', 100],
  ['DeleteFunction', 100],
  ['UpdateFunctionCode', 100],
  ['UpdateFunctionConfiguration', 100],
  ['GetFunction', 100],
  ['ListFunctions', 100],
  ['CreateTrigger', 100],
  ['DeleteTrigger', 100],
]);

const perSecondOtherwise = 20;

/** Requests a second that the platform admits of an action. @source scf-api.md §3 */
export function requestsPerSecond(action: string): number {
  return perSecond.get(action) ?? perSecondOtherwise;
}
