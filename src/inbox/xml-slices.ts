/** A stretch of an XML text: from one of the tags asked for to before the next. */
export interface XmlSlice {
  /** Of the tag it begins with, `/name` for an end tag; START for what stands before the first, END (empty) for the end. */
  readonly name: string;
  /** Without comments and processing instructions, and without the values that are to be left out. */
  readonly xml: string;
  /** 1-based, of its beginning. */
  readonly line: number;
  /** 1-based, in characters. */
  readonly column: number;
  /** Whether it was longer than allowed: `xml` is empty then. */
  readonly cut?: true;
}

export const START = "start";
export const END = "end";

export interface Slicing {
  /** Tags at which a slice begins; those with `/` are end tags. */
  readonly tags: readonly string[];
  /** The attribute whose value is left out, however long it is. */
  readonly emptied: string;
  /** UTF-16 units of a slice. */
  readonly longest: number;
}

/** Within what the text is: a quote stands for a value in such quotes. */
type Within = "text" | "tag" | '"' | "'" | "comment" | "instruction" | "cdata";

const STOPS = { text: /</g, tag: /["'<>]/g, '"': /["<]/g, "'": /['<]/g } as const;
const CLOSINGS = { comment: "-->", instruction: "?>", cdata: "]]>" } as const;
const OPENINGS: readonly [string, keyof typeof CLOSINGS][] = [
  ["<!--", "comment"],
  ["<![CDATA[", "cdata"],
  ["<?", "instruction"],
];
/** A name in a tag is no longer; what is, is not kept for looking back at. */
const LONGEST_NAME = 1024;
/** Pieces of a slice hold on to the texts they were cut from: so many at most. */
const MOST_PIECES = 256;

/**
 * Cuts an XML text into slices in constant memory, without parsing it. `<` cannot stand in a value or a text of
 * well-formed XML, so a tag's name is enough to know where a record begins, even behind one that is broken; a `<` in a
 * value that begins no such tag is written `&lt;`, as it should have been.
 */
export async function* xmlSlices(texts: AsyncIterable<string>, { tags, emptied, longest }: Slicing): AsyncGenerator<XmlSlice> {
  const border = new RegExp(`<(${tags.join("|")})(?=[\\s/>]|$)`, "y");
  const isEmptied = new RegExp(`\\s${emptied}\\s*=\\s*$`);
  /** So many characters tell what a `<` begins. */
  const telling = Math.max(...tags.map(({ length }) => length), "![CDATA[".length) + 2;
  let buffer = "";
  /** How far the buffer is understood, and from where on it is not yet handed to the slice. */
  let at = 0;
  let from = 0;
  let within: Within = "text";
  /** Whether what is read is left out. */
  let hidden = false;
  const place = newPlace();
  let slice = newSlice(START, place, longest);

  const handOn = (to: number, hide: boolean): void => {
    if (!hidden) slice.add(buffer.slice(from, to));
    from = to;
    hidden = hide;
  };

  /** Passes the end of a comment, an instruction or CDATA, if it is there. */
  const pass = (closing: string, last: boolean): boolean => {
    const found = buffer.indexOf(closing, at);
    // The beginning of the closing may be there already.
    at = found >= 0 ? found + closing.length : last ? buffer.length : Math.max(at, buffer.length - closing.length + 1);
    if (found < 0) return false;
    handOn(at, false);
    within = "text";
    return true;
  };

  const passQuote = (stop: number, quote: '"' | "'"): void => {
    if (within === quote) {
      if (hidden) handOn(stop, false);
      within = "tag";
    } else {
      within = quote;
      if (isEmptied.test(buffer.slice(Math.max(at, stop - LONGEST_NAME), stop))) handOn(stop + 1, true);
    }
    at = stop + 1;
  };

  function* passLess(stop: number): Generator<XmlSlice> {
    border.lastIndex = stop;
    const tag = border.exec(buffer)?.[1];
    const opening = OPENINGS.find(([opens]) => buffer.startsWith(opens, stop));
    at = stop + 1;
    if (tag !== undefined) {
      handOn(stop, false);
      place.moveTo(buffer, stop);
      yield* slice.done();
      slice = newSlice(tag, place, longest);
      within = "tag";
    } else if (within === '"' || within === "'") {
      handOn(stop, hidden);
      if (!hidden) slice.add("&lt;");
      from = at;
    } else if (opening) {
      within = opening[1];
      handOn(stop, within !== "cdata");
      at = stop + opening[0].length;
    } else within = "tag";
  }

  function* scan(last: boolean): Generator<XmlSlice> {
    while (at < buffer.length) {
      if (within === "comment" || within === "instruction" || within === "cdata") {
        if (pass(CLOSINGS[within], last)) continue;
        break;
      }
      const stops = STOPS[within];
      stops.lastIndex = at;
      const stop = stops.exec(buffer)?.index;
      if (stop === undefined) {
        // A name may be followed by the value that is to be left out.
        if (within !== "tag" || last || buffer.length - at >= LONGEST_NAME) at = buffer.length;
        break;
      }
      const sign = buffer[stop];
      if (sign === "<") {
        if (!last && buffer.length - stop < telling) {
          at = stop;
          break;
        }
        yield* passLess(stop);
      } else if (sign === ">") {
        within = "text";
        at = stop + 1;
      } else passQuote(stop, sign as '"' | "'");
    }
    handOn(at, hidden);
    place.moveTo(buffer, at);
    place.restart();
    buffer = buffer.slice(at);
    at = 0;
    from = 0;
    // One that is too long is told at once: it may go on for gigabytes.
    yield* slice.cut();
  }

  for await (const text of texts) {
    buffer += text;
    yield* scan(false);
  }
  yield* scan(true);
  yield* slice.done();
  yield { name: END, xml: "", line: place.line, column: place.column };
}

/** Where the reading is, in lines and characters. */
function newPlace() {
  let counted = 0;
  const place = {
    line: 1,
    column: 1,
    /** Counts what stands in the buffer up to there. */
    moveTo: (buffer: string, to: number): void => {
      const passed = buffer.slice(counted, to);
      const lastLine = passed.lastIndexOf("\n") + 1;
      if (lastLine > 0) {
        place.line += passed.split("\n").length - 1;
        place.column = 1;
      }
      const rest = passed.slice(lastLine);
      place.column += rest.length - (rest.match(/[\ud800-\udbff]/g)?.length ?? 0);
      counted = to;
    },
    /** What is counted goes from the buffer. */
    restart: (): void => {
      counted = 0;
    },
  };
  return place;
}

/** A slice that grows, up to the longest allowed. */
function newSlice(name: string, { line, column }: { readonly line: number; readonly column: number }, longest: number) {
  /** Copies of what came before, and the pieces since. */
  let copies: string[] = [];
  let pieces: string[] = [];
  let size = 0;
  let told = false;
  const at = { name, line, column };
  function* cut(): Generator<XmlSlice> {
    if (size > longest && !told) yield { ...at, xml: "", cut: true };
    told ||= size > longest;
  }
  return {
    add: (piece: string): void => {
      size += piece.length;
      if (size > longest) {
        copies = [];
        pieces = [];
      } else if (piece !== "") pieces.push(piece);
      if (pieces.length < MOST_PIECES) return;
      copies.push(copyOf(pieces.join("")));
      pieces = [];
    },
    cut,
    done: function* (): Generator<XmlSlice> {
      yield* cut();
      if (!told) yield { ...at, xml: copies.join("") + copyOf(pieces.join("")) };
    },
  };
}

/** A part of a string keeps the whole of it in memory, with all the values that were left out; a copy does not. */
const copyOf = (text: string): string => Buffer.from(text).toString();
