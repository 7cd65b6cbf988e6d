/** What stands between two commas, as it stood in the input. */
export interface Stretch {
  /** An element of a list, a field of the object, or what stands behind a list in the object: only blanks may. */
  readonly of: "list" | "object" | "rest";
  readonly bytes: Uint8Array;
  /** Where it begins: 1-based line, 1-based column in characters and in UTF-16 units, bytes before it. */
  readonly line: number;
  readonly column: number;
  readonly unit: number;
  readonly offset: number;
  /** Whether it was longer than allowed: then there are no bytes. */
  readonly cut: boolean;
}

/** A byte that cannot stand where it does; nothing is read after it. */
export interface Stray {
  readonly kind: "stray";
  /** In place of a list or an object, as a bracket that does not match, or after the end. */
  readonly at: "start" | "bracket" | "end";
  readonly line: number;
  readonly column: number;
  /** What it stands in, itself included. */
  readonly stretch?: Stretch;
}

/** What the scanner comes upon. */
export type ScanEvent =
  | { readonly kind: "list"; readonly key: string | null }
  | { readonly kind: "stretch"; readonly stretch: Stretch }
  | Stray;

const [NEWLINE, QUOTE, COMMA, BACKSLASH] = [0x0a, 0x22, 0x2c, 0x5c];
/** Brackets come in pairs, the closing one two after the opening one. */
const [LIST, LIST_END, OBJECT, OBJECT_END] = [0x5b, 0x5d, 0x7b, 0x7d];
const BLANKS = [0x20, 0x09, 0x0d, NEWLINE];
const MARK = [0xef, 0xbb, 0xbf];

/** Bytes to stop at, of 256. */
const stops = (...bytes: readonly number[]): Uint8Array => Uint8Array.from({ length: 256 }, (_, byte) => +bytes.includes(byte));
const STRUCTURE = stops(NEWLINE, QUOTE, COMMA, LIST, LIST_END, OBJECT, OBJECT_END);
const IN_STRING = stops(NEWLINE, QUOTE, BACKSLASH);

/** Brackets are matched to this depth; deeper ones are only counted. */
const DEEPEST = 1024;

/**
 * Finds in the bytes of a JSON text where elements and fields begin and end, by nothing but quotes, escapes, brackets
 * and commas: what is between them is left to JSON.parse.
 */
export class JsonScanner {
  private state: "before" | "within" | "after" | "strayed" = "before";
  /** The container whose commas count: the outermost one, or a list of records in an object. */
  private within: "list" | "object" = "list";
  private base = 0;
  private isEmpty = true;
  private depth = 0;
  private readonly open = new Uint8Array(DEEPEST);
  private quoted = false;
  private escaped = false;

  private stretch: Pick<Stretch, "of" | "line" | "column" | "unit" | "offset"> | null = null;
  /** Whether a list in the stretch may still be the value of a key: only the first can. */
  private mayBeKeyed = false;
  private pieces: Uint8Array[] = [];
  private length = 0;
  /** Where the stretch goes on in this chunk. */
  private from = 0;

  /** Bytes before this chunk. */
  private offset = 0;
  /** Bytes of the byte-order mark that were there. */
  private marked = 0;
  private line = 1;
  /** Characters of the line before `counted`, a place in this chunk. */
  private characters = 0;
  /** Those of them that are two units in UTF-16. */
  private pairs = 0;
  private counted = 0;

  /**
   * @param longest bytes of a stretch that are kept
   * @param isList whether the elements of the list under this key are wanted
   */
  constructor(
    private readonly longest: number,
    private readonly isList: (key: string) => boolean,
  ) {}

  /** Takes the next bytes. */
  *scan(chunk: Uint8Array): Generator<ScanEvent> {
    this.counted = 0;
    for (let i = 0; i < chunk.length && this.state !== "strayed"; ) {
      if (!this.stretch) {
        i = this.throughBlanks(chunk, i);
        if (i === chunk.length) break;
        const byte = chunk[i] as number;
        if (this.state === "before" && (byte === LIST || byte === OBJECT) && this.marked % MARK.length === 0) {
          this.enter(byte);
          i++;
          if (byte === LIST) yield { kind: "list", key: null };
          continue;
        }
        if (this.state !== "within") {
          yield this.stray(chunk, i, this.state === "before" ? "start" : "end");
          return;
        }
        if (this.isEmpty && byte === this.closing()) {
          this.leave(chunk, i++);
          continue;
        }
        this.begin(chunk, i, this.within);
      }
      i = this.throughStretch(chunk, i);
      if (i === chunk.length) break;
      const byte = chunk[i] as number;
      if (byte === LIST) {
        const key = this.keyBefore(chunk, i);
        this.mayBeKeyed = false;
        if (key !== null && this.isList(key)) {
          this.drop();
          this.enter(LIST);
          yield { kind: "list", key };
        } else this.open[this.depth++] = LIST;
        i++;
      } else if (byte === COMMA) {
        yield { kind: "stretch", stretch: this.finished(chunk, i++) };
      } else if (this.depth === this.base && byte === this.closing()) {
        yield { kind: "stretch", stretch: this.finished(chunk, i) };
        this.leave(chunk, i++);
      } else {
        yield this.stray(chunk, i, "bracket");
        return;
      }
    }
    if (this.stretch) this.keep(chunk, chunk.length);
    this.from = 0;
    this.countTo(chunk, chunk.length);
    this.offset += chunk.length;
  }

  /** How the text ended: where, whether it had begun, and what was left open. */
  end(): {
    readonly begun: boolean;
    readonly unfinished: { readonly within: "list" | "object"; readonly stretch: Stretch | null } | null;
    readonly line: number;
    readonly column: number;
  } {
    return {
      begun: this.state !== "before",
      unfinished:
        this.state === "within" ? { within: this.within, stretch: this.stretch && this.finished(new Uint8Array(), 0) } : null,
      line: this.line,
      column: this.characters + 1,
    };
  }

  private closing(): number {
    return this.within === "list" ? LIST_END : OBJECT_END;
  }

  private enter(bracket: number): void {
    this.state = "within";
    this.within = bracket === LIST ? "list" : "object";
    this.open[this.depth++] = bracket;
    this.base = this.depth;
    this.isEmpty = true;
  }

  /** Behind the closing bracket at `i`. */
  private leave(chunk: Uint8Array, i: number): void {
    this.base = --this.depth;
    if (this.depth === 0) this.state = "after";
    else {
      this.within = "object";
      this.begin(chunk, i + 1, "rest");
    }
  }

  private begin(chunk: Uint8Array, i: number, of: Stretch["of"]): void {
    this.countTo(chunk, i);
    const column = this.characters + 1;
    this.stretch = { of, line: this.line, column, unit: column + this.pairs, offset: this.offset + i };
    this.mayBeKeyed = of === "object";
    this.isEmpty = false;
    this.from = i;
  }

  private keep(chunk: Uint8Array, end: number): void {
    this.length += end - this.from;
    if (this.length > this.longest) this.pieces = [];
    else if (end > this.from) this.pieces.push(chunk.subarray(this.from, end));
    this.from = end;
  }

  private drop(): void {
    this.stretch = null;
    this.pieces = [];
    this.length = 0;
  }

  private finished(chunk: Uint8Array, end: number): Stretch {
    this.keep(chunk, end);
    const bytes = this.pieces.length === 1 ? (this.pieces[0] as Uint8Array) : Buffer.concat(this.pieces);
    const { of, line, column, unit, offset } = this.stretch as Stretch;
    const cut = this.length > this.longest;
    this.drop();
    return { of, bytes, line, column, unit, offset, cut };
  }

  private stray(chunk: Uint8Array, i: number, at: Stray["at"]): Stray {
    this.state = "strayed";
    this.countTo(chunk, i);
    const place = { line: this.line, column: this.characters + 1 };
    return { kind: "stray", at, ...place, ...(this.stretch ? { stretch: this.finished(chunk, i + 1) } : {}) };
  }

  /** The key before a list in an object; null where it is none. */
  private keyBefore(chunk: Uint8Array, i: number): string | null {
    this.keep(chunk, i);
    const [, quoted] = /^("(?:[^"\\]|\\.)*")\s*:\s*$/.exec(Buffer.concat(this.pieces).toString()) ?? [];
    try {
      return quoted === undefined ? null : (JSON.parse(quoted) as string);
    } catch {
      return null;
    }
  }

  private throughBlanks(chunk: Uint8Array, from: number): number {
    let i = from;
    for (; i < chunk.length; i++) {
      const byte = chunk[i] as number;
      if (byte === NEWLINE) this.newLine(i);
      else if (this.marked === this.offset + i && byte === MARK[this.marked]) {
        this.marked++;
        this.counted = i + 1;
      } else if (!BLANKS.includes(byte)) break;
    }
    return i;
  }

  /** To the comma that ends the stretch, a list that may be wanted, or a bracket that closes more than was opened in it. */
  private throughStretch(chunk: Uint8Array, from: number): number {
    const { open, base } = this;
    const end = chunk.length;
    let { depth, quoted } = this;
    let i = from;
    // What follows a backslash is no quote; a line feed there is still counted.
    if (this.escaped && chunk[i] !== NEWLINE) i++;
    this.escaped = false;
    while (i < end) {
      if (quoted) {
        while (i < end && IN_STRING[chunk[i] as number] === 0) i++;
        if (i >= end) break;
        if (chunk[i] === QUOTE) quoted = false;
        else if (chunk[i] === NEWLINE) this.newLine(i);
        else if (i + 1 === end) this.escaped = true;
        else if (chunk[i + 1] !== NEWLINE) i++;
        i++;
        continue;
      }
      while (i < end && STRUCTURE[chunk[i] as number] === 0) i++;
      if (i >= end) break;
      const byte = chunk[i] as number;
      if (byte === QUOTE) quoted = true;
      else if (byte === NEWLINE) this.newLine(i);
      else if (byte === COMMA) {
        if (depth === base) break;
      } else if (byte === LIST || byte === OBJECT) {
        if (byte === LIST && depth === base && this.mayBeKeyed) break;
        open[depth++] = byte;
      } else if (depth === base || (depth <= DEEPEST && open[depth - 1] !== byte - 2)) break;
      else depth--;
      i++;
    }
    this.depth = depth;
    this.quoted = quoted;
    return Math.min(i, end);
  }

  private newLine(i: number): void {
    this.line++;
    this.characters = 0;
    this.pairs = 0;
    this.counted = i + 1;
  }

  /** Counts the characters of the line up to a place: every byte but those that go on a sequence. */
  private countTo(chunk: Uint8Array, end: number): void {
    let count = 0;
    let pairs = 0;
    for (let i = this.counted; i < end; i++) {
      const byte = chunk[i] as number;
      if ((byte & 0xc0) === 0x80) continue;
      count++;
      if (byte >= 0xf0) pairs++;
    }
    this.characters += count;
    this.pairs += pairs;
    this.counted = Math.max(end, this.counted);
  }
}
