import { maskNumbers } from "../report/mask.js";
import { visible } from "../report/visible.js";
import { TEXT_FLAGS } from "../types.js";
import { CAUSES, type Miss } from "./causes.js";

/** Counts by cause and flag, then every miss under its cause; numbers that identify a person are starred out. */
export function renderMisses(messages: number, misses: readonly Miss[]): string {
  const head = ["cause".padEnd(15), ...TEXT_FLAGS.map((id) => id.padStart(id.length + 2)), "    all"].join("");
  const row = (name: string, of: readonly Miss[]): string =>
    [
      name.padEnd(15),
      ...TEXT_FLAGS.map((id) => String(of.filter(({ flag }) => flag === id).length).padStart(id.length + 2)),
      String(of.length).padStart(7),
    ].join("");
  const byCause = CAUSES.map((cause) => [cause, misses.filter((miss) => miss.cause === cause)] as const);
  const missing = misses.filter(({ kind }) => kind === "missing");
  return `${[
    `${messages} messages: ${missing.length} flags missing, ${misses.length - missing.length} false`,
    "",
    head,
    ...byCause.map(([cause, of]) => row(cause, of)),
    row("all", misses),
    ...byCause.filter(([, of]) => of.length > 0).flatMap(([cause, of]) => ["", `## ${cause}`, ...of.flatMap(item)]),
  ].join("\n")}\n`;
}

const item = ({ id, text, flag, kind, because }: Miss): string[] => [
  `${id}  ${kind} ${flag}`,
  ...[visible(text.replaceAll("\n", " ")), ...because].map((line) => `  ${maskNumbers(line)}`),
];
