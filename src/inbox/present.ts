/** A sender or a name as it was stored; null for nothing, and for the words by which apps say that there is none. */
export const present = (value: string | null | undefined): string | null => {
  const name = value?.trim() ?? "";
  return /^(?:|null|\(?unknown\)?|-1)$/i.test(name) ? null : name;
};
