import { type Problem, renderProblem } from "../errors.js";
import { oneLine } from "../report/visible.js";

/** Of each kind of doubt about a file this many are told. */
const MOST_NOTICES = 3;

/** What is said on standard error while a run goes on: problems and doubts, without repeating itself. */
export class Complaints {
  readonly #say: (line: string) => void;
  readonly #hints = new Set<string>();
  readonly #noticed = new Map<string, number>();

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** Names a problem; the same advice is given once a run. */
  problem({ hint, ...problem }: Problem): void {
    const isNew = hint !== undefined && !this.#hints.has(hint);
    if (isNew) this.#hints.add(hint);
    this.#say(rendered(isNew ? { ...problem, hint } : problem));
  }

  /** A new file: its doubts are counted anew. */
  nextFile(): void {
    this.#noticed.clear();
  }

  /** Names a doubt about what is read all the same. */
  notice({ hint, ...notice }: Problem): void {
    const told = (this.#noticed.get(notice.code) ?? 0) + 1;
    this.#noticed.set(notice.code, told);
    if (told > MOST_NOTICES) return;
    const more = told === MOST_NOTICES ? " (more of this kind in this file are not told)" : "";
    this.note({ ...notice, message: `${notice.message}${more}`, ...(told === 1 && hint ? { hint } : {}) });
  }

  /** Says something that is no problem of this run, however often. */
  note(note: Problem): void {
    this.#say(`note: ${rendered(note)}`);
  }
}

/** Names of files and columns and all that is quoted is foreign text: it steers no terminal and begins no line. */
const rendered = ({ code, message, where, hint }: Problem): string =>
  renderProblem({
    code,
    message: oneLine(message),
    ...(where === undefined ? {} : { where: oneLine(where) }),
    ...(hint === undefined ? {} : { hint: oneLine(hint) }),
  });
