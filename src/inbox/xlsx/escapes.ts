/**
 * Undoes `_x000D_`: characters XML cannot hold, or would change, stand by their number in strings of workbooks
 * (ECMA-376, ST_Xstring). What looked so before is written `_x005F_x000D_`.
 */
export const unescaped = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, unit: string) => String.fromCharCode(Number.parseInt(unit, 16)))
    : text;
