/** One thing that is wrong with what the user gave: where, what, and what to do about it. */
export interface Problem {
  /** Stable and short, for scripts: `rule-schema`, `missing-file`, `not-json`. */
  readonly code: string;
  readonly message: string;
  /** `FILE`, `FILE:LINE` or `FILE:LINE:COL`. */
  readonly where?: string;
  readonly hint?: string;
  /** The option that was given, and its value, where only the classifier could tell that it is wrong: `disable`, `threat/x`. */
  readonly given?: readonly [option: string, value: string];
}

/** An error the user can cause and mend. Carries every problem found, not the first only. */
export class UserError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: Problem | readonly Problem[]) {
    const all = Array.isArray(problems) ? (problems as readonly Problem[]) : [problems as Problem];
    super(all.map(renderProblem).join("\n"));
    this.name = "UserError";
    this.problems = all;
  }
}

/** Why the system refused, without its code and call: "no such file or directory". */
export const reasonOf = (error: unknown): string =>
  (error as Error).message.replace(/^[A-Z0-9]+: /, "").replace(/, [a-z]+(?: '.*)?$/s, "");

/** `where  message` and, below it, the hint. */
export function renderProblem({ where, message, hint }: Problem): string {
  return [where ? `${where}  ${message}` : message, hint ? `  ${hint}` : ""].filter(Boolean).join("\n");
}
