/**
 * A path as tools for repositories want it: relative to `folder` and with forward slashes, wherever it lies below it.
 * @param file as the user or the walk named it: relative to `folder`, or absolute
 * @param folder absolute; its form tells whether `\` parts names (Windows) or is part of one
 */
export function pathFrom(file: string, folder: string): string {
  const windows = /^[a-z]:[\\/]/i.test(folder);
  const slashed = (path: string): string => (windows ? path.replaceAll("\\", "/") : path);
  const path = resolved(slashed(file));
  const base = `${resolved(slashed(folder)).replace(/\/$/, "")}/`;
  return path.startsWith(base) ? path.slice(base.length) : path;
}

/** Without `.`, empty parts, and `..` that take back a part. */
function resolved(path: string): string {
  const root = path.startsWith("/") ? "/" : "";
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || root === "") parts.push(part);
  }
  return root + parts.join("/");
}

/** Such a path as a URI reference (RFC 3986): relative, or `file://` for what lies elsewhere. */
export function uriOf(path: string): string {
  // A name that is no proper Unicode cannot be told in a URI at all.
  const encoded = path
    .replace(/\p{Cs}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
  if (path.startsWith("/")) return `file://${encoded}`;
  return /^[a-z]:\//i.test(path) ? `file:///${path.slice(0, 2)}${encoded.slice("c%3A".length)}` : encoded;
}
