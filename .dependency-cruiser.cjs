/** Import boundaries: the spine points one way, and the core knows no command line. */
module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    { name: "core-knows-no-cli", comment: "only bin and tests start the command line", severity: "error", from: { pathNot: "^src/cli/" }, to: { path: "^src/cli/" } },
    { name: "text-is-the-first-step", severity: "error", from: { path: "^src/text/", pathNot: "\\.test\\.ts$" }, to: { path: "^src/(?!text/)" } },
    { name: "segmenter-stands-alone", severity: "error", from: { path: "^src/segment/", pathNot: "\\.test\\.ts$" }, to: { path: "^src/(?!segment/)" } },
    { name: "rules-know-earlier-steps-only", severity: "error", from: { path: "^src/rules/", pathNot: "\\.test\\.ts$" }, to: { path: "^src/(bayes|verdict|guidance|report|inbox|measure)/" } },
    { name: "bayes-knows-earlier-steps-only", severity: "error", from: { path: "^src/bayes/", pathNot: "\\.test\\.ts$" }, to: { path: "^src/(rules|verdict|guidance|report|inbox|measure)/" } },
    { name: "reports-are-pure", comment: "they get what they show", severity: "error", from: { path: "^src/report/", pathNot: "\\.test\\.ts$" }, to: { path: "^(fs|node:|process)|^src/(rules|bayes|knowledge|classifier|inbox|measure)", dependencyTypesNot: ["type-only"] } },
    { name: "training-only", comment: "natural drags in 34 MB and prints to standard output: the judging path never meets it", severity: "error", from: { path: "^src/", pathNot: "^src/bayes/train\\.ts$|\\.test\\.ts$" }, to: { path: "natural" } },
  ],
  options: { doNotFollow: { path: "node_modules" }, tsConfig: { fileName: "tsconfig.json" }, tsPreCompilationDeps: true },
};
