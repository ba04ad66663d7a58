const zoneMs = 8 * 3_600_000;

/** A moment as the API writes it, `YYYY-MM-DD hh:mm:ss` in Beijing time. @source scf-api.md §1; S135 for the zone @assumes UTC+8 throughout */
export function timeText(atMs: number): string {
  return new Date(atMs + zoneMs).toISOString().slice(0, 19).replace('T', ' ');
}
