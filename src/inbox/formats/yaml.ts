import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  Parser,
  type Scalar,
  type YAMLParseError,
} from "yaml";
import { UserError } from "../../errors.js";
import type { BrokenDraft, Draft, Position } from "../draft.js";
import type { Input } from "../input.js";
import { locateIn, placeForPeople } from "../locate.js";
import { DEEPEST, TOO_DEEP, type Tree, templatesOf } from "../tree.js";
import { wholeText } from "../whole-text.js";
import { followScalar } from "./yaml-scalar.js";

/**
 * Templates in YAML 1.2: texts under names, nested or not; lists of texts, or of objects in cuijian's own fields; one
 * document or several, whose number then comes first in the names. A document that is no YAML is one broken record.
 * @throws UserError where there is not one text in it
 */
export async function* readYaml(input: Input): AsyncGenerator<Draft> {
  const source = await wholeText(input, "the file");
  const lines = new LineCounter();
  const documents = parsed(source, lines, input.name);
  let count = 0;
  for (const [i, document] of documents.entries()) {
    const [error] = document.errors;
    const drafts = error
      ? [notYaml(error, source)]
      : templatesOf(treeOf(document, source, lines), documents.length > 1 ? [i + 1] : []);
    for (const draft of drafts) {
      count++;
      yield draft;
    }
  }
  if (count === 0)
    throw new UserError({
      code: "empty",
      message: "there is nothing to judge: no text is in it",
      where: input.name,
      hint: "plain text is read with --from text or --from lines",
    });
}

type Parsed = Document.Parsed<ParsedNode>;

/** The documents of a stream; throws a UserError where lists and keys are nested beyond reason. */
function parsed(source: string, lines: LineCounter, where: string): readonly Parsed[] {
  const tokens = [...new Parser(lines.addNewLine).parse(source)];
  // The composer calls itself for each level, and a stack that is full can take the whole process with it.
  const deep = tokens.map(tooDeep).find((offset) => offset !== undefined);
  if (deep !== undefined)
    throw new UserError({ code: "too-deep", message: TOO_DEEP, where: `${where}:${lines.linePos(deep).line}` });
  // Of two texts of one name either may be sent: both are judged.
  return [...new Composer({ keepSourceTokens: true, uniqueKeys: false }).compose(tokens)];
}

/** Where something stands that is nested too deeply. */
function tooDeep(document: CST.Token): number | undefined {
  const open: { readonly token: CST.Token; readonly depth: number }[] = [{ token: document, depth: 0 }];
  for (let one = open.pop(); one; one = open.pop()) {
    const { token, depth } = one;
    if (depth > DEEPEST) return token.offset;
    const inner =
      token.type === "document" ? [token.value] : "items" in token ? token.items.flatMap(({ key, value }) => [key, value]) : [];
    for (const next of inner) if (next) open.push({ token: next, depth: depth + 1 });
  }
  return undefined;
}

function notYaml({ message, pos }: YAMLParseError, source: string): BrokenDraft {
  return {
    kind: "broken",
    code: "not-yaml",
    message: `this is not valid YAML, and nothing of the document is read: ${message.split("\n")[0]}`,
    hint: "a text that begins with a sign such as { [ # % or holds “: ” must stand in quotes",
    ...placeForPeople(source, pos[0]),
  };
}

function treeOf(document: Parsed, source: string, lines: LineCounter): Tree {
  /** What an alias repeats, where it is a text. */
  const anchors = new Map<string, string | null>();
  const placeOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const tree = (node: unknown, around: number): Tree => {
    // What is not written at all stands with its key.
    if (!isNode(node) || !node.range) return { kind: "nothing", line: around };
    const line = placeOf(node.range[0]).line;
    if (!isAlias(node) && node.anchor)
      anchors.set(node.anchor, isScalar(node) && typeof node.value === "string" ? node.value : null);
    if (isScalar(node)) return scalar(node, line);
    if (isAlias(node)) {
      // An alias of a list or of keys and values repeats what is judged where it stands.
      const text = anchors.get(node.source);
      if (text === undefined) return { kind: "broken", line, message: `no &${node.source} stands before *${node.source}` };
      return text === null ? { kind: "other", line } : { kind: "text", line, text };
    }
    if (isSeq(node)) return { kind: "list", line, items: node.items.map((item) => tree(item, line)) };
    if (!isMap(node)) return { kind: "other", line };
    const entries = node.items.map(({ key, value }): [string, Tree] => {
      const keyLine = isNode(key) && key.range ? placeOf(key.range[0]).line : line;
      return [isScalar(key) ? String(key.value) : String(key), tree(value, keyLine)];
    });
    return { kind: "map", line, entries, value: () => node.toJS(document) as object };
  };
  const scalar = (node: Scalar, line: number): Tree => {
    const { value } = node;
    if (value === null) return { kind: "nothing", line };
    if (typeof value !== "string") return { kind: "other", line };
    const locate = locateIn(
      value,
      () => followScalar(source, node),
      () => placeOf,
    );
    return { kind: "text", line, text: value, locate };
  };
  // Comments alone are no document.
  return document.contents === null || (isScalar(document.contents) && document.contents.value === null)
    ? { kind: "list", line: 1, items: [] }
    : tree(document.contents, 1);
}
