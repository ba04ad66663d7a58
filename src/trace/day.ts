/** Whether a date such as `2023-02-30` is one: `Date.parse` takes it for the second of March. */
export function isDay(date: string): boolean {
  const day = Number(date.slice(8));
  return day <= 28 || new Date(Date.parse(date)).getUTCDate() === day;
}
