export { type ClassifierOptions, type Classify, createClassifier } from "./classifier.js";
export { type Problem, UserError } from "./errors.js";
export type * from "./types.js";
