// The real desk that whole runs of these tests use: one parser and one index for all of them.
import { openDesk } from "../../src/engine/desk.ts";
import { openIndexes } from "../../src/engine/indexes.ts";
import { openSyntax } from "../../src/syntax/open.ts";

const syntax = await openSyntax();

export const desk = openDesk(
  syntax,
  openIndexes(syntax, () => Promise.resolve()),
  ["book"],
);
