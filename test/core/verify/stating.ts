// What a plan states, for tests: nothing but assertions unless they say more.
import type { Stated } from "../../../src/core/verify/stated.ts";
import { pathAt } from "../patch/trees.ts";

export const stating = (more: Partial<Stated> = {}): Stated => ({
  test: pathAt("test/a.test.js"),
  names: [],
  files: [],
  changed: [],
  signature: false,
  spoken: "",
  held: "",
  ...more,
});
