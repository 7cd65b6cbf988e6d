import { attributes, content } from "./xml.js";

/** A case of a JUnit document: passed, unless it says otherwise. */
export interface Case {
  readonly suite: string;
  readonly name: string;
  readonly file?: string;
  readonly failure?: Trouble;
  readonly error?: Trouble;
  readonly skipped?: boolean;
}

export interface Trouble {
  readonly message: string;
  readonly type: string;
  /** All detail: GitLab shows no `message`. */
  readonly detail: string;
}

interface Suite {
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
  cases: string;
}

/** JUnit XML, as CI servers draw test results from it. Counts stand before the cases: all is held until the end. */
export class JUnitDocument {
  readonly #suites = new Map<string, Suite>();

  add({ suite: name, name: own, file, failure, error, skipped = false }: Case): void {
    const suite = this.#suites.get(name) ?? { tests: 0, failures: 0, errors: 0, skipped: 0, cases: "" };
    this.#suites.set(name, suite);
    suite.tests++;
    if (failure) suite.failures++;
    if (error) suite.errors++;
    if (skipped) suite.skipped++;
    const inside = failure ? element("failure", failure) : error ? element("error", error) : skipped ? "<skipped/>" : "";
    const start = `<testcase${attributes({ classname: name, name: own, time: 0, file })}`;
    suite.cases += `    ${inside === "" ? `${start}/>` : `${start}>\n      ${inside}\n    </testcase>`}\n`;
  }

  render(): string {
    const parts = [...this.#suites].map(
      ([name, { cases, ...counts }]) => `  <testsuite${attributes({ name, ...counts, time: 0 })}>\n${cases}  </testsuite>\n`,
    );
    const total = (key: "tests" | "failures" | "errors"): number =>
      [...this.#suites.values()].reduce((sum, suite) => sum + suite[key], 0);
    const counts = { tests: total("tests"), failures: total("failures"), errors: total("errors"), time: 0 };
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes({ name: "cuijian", ...counts })}>\n${parts.join("")}</testsuites>\n`;
  }
}

const element = (name: "failure" | "error", { message, type, detail }: Trouble): string =>
  `<${name}${attributes({ message, type })}>${content(detail)}</${name}>`;
