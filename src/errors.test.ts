import { describe, expect, it } from "vitest";
import { renderProblem, UserError } from "./errors.js";

describe("renderProblem", () => {
  it("puts the place before the message and the hint below", () => {
    expect(
      renderProblem({
        code: "bad-field",
        message: '"sentAt" must be a time',
        where: "inbox.jsonl:3:1",
        hint: "such as 2026-01-31",
      }),
    ).toBe('inbox.jsonl:3:1  "sentAt" must be a time\n  such as 2026-01-31');
  });

  it("needs neither place nor hint", () => {
    expect(renderProblem({ code: "no-rules", message: "no rules below rules/" })).toBe("no rules below rules/");
  });
});

describe("UserError", () => {
  it("carries every problem, and says them all in its message", () => {
    const problems = [
      { code: "missing-file", message: "no such file", where: "短信.csv" },
      { code: "not-json", message: "not JSON", where: "inbox.jsonl:2:7" },
    ];
    const error = new UserError(problems);
    expect(error.problems).toEqual(problems);
    expect(error.message).toBe("短信.csv  no such file\ninbox.jsonl:2:7  not JSON");
    expect(error.name).toBe("UserError");
    expect(error).toBeInstanceOf(Error);
  });

  it("takes a single problem as well", () => {
    const problem = { code: "no-label", message: "a fixture needs a verdict" };
    expect(new UserError(problem).problems).toEqual([problem]);
  });
});
