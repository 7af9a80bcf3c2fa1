// `/quorum why`: explains what the run decided and on which evidence.
import { alone, type Command } from "./command.ts";

export const why: Command = {
  verb: "why",
  usage: "why",
  needs: "triage",
  help: "Explains what was decided, with the votes, the checks and what holds the run up.",
  effect: (args) => alone(args, { kind: "words", about: "why" }),
};
