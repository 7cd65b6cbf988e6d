/** Lines of quoted-printable are at most this long (RFC 2045, 6.7). */
const LONGEST = 76;

/** Bytes in quoted-printable, every byte that is no plain letter or digit escaped: soft breaks cut characters where they fall. */
export function quoted(bytes: Uint8Array): string[] {
  const lines = [""];
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    const escaped = /[\w ,.?!:/-]/.test(character) ? character : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    if ((lines.at(-1) as string).length + escaped.length >= LONGEST) lines.push("");
    lines[lines.length - 1] += escaped;
  }
  return lines.map((line, i) => (i === lines.length - 1 ? line.replace(/ $/, "=20") : `${line}=`));
}
