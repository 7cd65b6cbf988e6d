import { renderProblem, UserError } from "../errors.js";

/** Runs one of the measuring tools: its report to standard output; what a user can mend, in a line each and exit code 2. */
export async function runTool(usage: string, least: number, tool: (files: readonly string[]) => Promise<string>): Promise<void> {
  const files = process.argv.slice(2);
  // A reader who left (`| head`) is no error.
  process.stdout.on("error", () => undefined);
  try {
    if (files.length < least)
      throw new UserError({ code: "no-files", message: "no file of labelled messages was given", hint: usage });
    process.stdout.write(await tool(files));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.problems.map(renderProblem).join("\n")}\n`);
    process.exitCode = 2;
  }
}
