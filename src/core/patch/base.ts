// What ties an answer to the text it was written for.
import { digest } from "../digest.ts";
import type { Step } from "../plan/plan.ts";
import type { Tree } from "../tree.ts";
import { oldText } from "./place.ts";
import type { Syntax } from "./syntax.ts";

/** First 12 hex digits of the SHA-256 of the step's old text; of "" where something new begins. */
export const baseHash = (tree: Tree, step: Step, syntax: Syntax): string =>
  digest(oldText(tree, step, syntax)).slice(0, 12);
