import { isMap, isScalar, LineCounter, parseDocument } from "yaml";
import { conditionsIn, type Loaded } from "./load.js";
import type { Fault } from "./review.js";
import { ruleSchema } from "./schema.js";

/** What `cuijian rules lint` looks at: how a rule is written. What a pattern may hold at all, loading says. */

/** At most so many lines a rule: what is longer is two rules. */
const MOST_LINES = 60;
/** At most so many characters of one pattern as written; longer ones are lists, and stand in `words`. */
const MOST_CHARACTERS = 1_200;

const KEYS = Object.keys(ruleSchema.shape);

/**
 * @param text the content of the rule's file
 * @param touches whether a text has anything the rule looks for
 */
export function lintRule({ source, rule, file, place }: Loaded, text: string, touches: (raw: string) => boolean): Fault[] {
  const at = (path: readonly PropertyKey[], code: string, message: string): Fault => ({ code, message, where: place(path) });
  const lines = text.trimEnd().split("\n").length;
  const long =
    lines > MOST_LINES
      ? [
          {
            code: "long-rule",
            message: `${lines} lines, more than ${MOST_LINES}: make two rules of it`,
            where: `${file}:${MOST_LINES + 1}:1`,
          },
        ]
      : [];
  return [
    ...keyOrder(file, text),
    ...long,
    ...conditionsIn(source).flatMap(({ condition: { re = "" }, path }) =>
      re.length <= MOST_CHARACTERS
        ? []
        : [
            at(
              path,
              "long-pattern",
              `${path.join(".")}: ${re.length} characters, more than ${MOST_CHARACTERS}: make several of it`,
            ),
          ],
    ),
    ...(rule
      ? source.examples.ok.flatMap((example, i) =>
          touches(example)
            ? []
            : [
                at(
                  ["examples", "ok", i],
                  "far-miss",
                  `examples.ok.${i}: has nothing the rule looks for, so it shows nothing; use a near miss`,
                ),
              ],
        )
      : []),
  ];
}

/** The first key that stands behind one it belongs before. */
function keyOrder(file: string, text: string): Fault[] {
  const lines = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: lines });
  if (!isMap(contents)) return [];
  const keys = contents.items.flatMap(({ key }) =>
    isScalar(key) ? [{ name: String(key.value), offset: key.range?.[0] ?? 0 }] : [],
  );
  const late = keys.find(({ name }, i) => keys.slice(0, i).some((other) => KEYS.indexOf(other.name) > KEYS.indexOf(name)));
  if (!late) return [];
  const { line, col } = lines.linePos(late.offset);
  const order = KEYS.filter((key) => keys.some(({ name }) => name === key)).join(", ");
  return [
    { code: "key-order", message: `${late.name}: stands too late; the order is ${order}`, where: `${file}:${line}:${col}` },
  ];
}
