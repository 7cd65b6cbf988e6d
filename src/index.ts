export { type Classify, type ClassifierOptions, createClassifier } from "./classifier.js";
export { type Problem, UserError } from "./errors.js";
export type * from "./types.js";
