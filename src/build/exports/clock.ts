/** `YYYY-MM-DD HH:mm:ss` in China, as exports write it. */
export const clockInChina = (instant: number): string =>
  new Date(instant + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
