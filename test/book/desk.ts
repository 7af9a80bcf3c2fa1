// The real desk that whole runs of these tests use: one parser and one index for all of them.
import { openDesk } from "../../src/engine/desk.ts";
import { alone } from "../../src/engine/turns.ts";
import { openSyntax } from "../../src/syntax/open.ts";

const syntax = await openSyntax();

export const desk = openDesk(syntax, alone, ["book"]);
