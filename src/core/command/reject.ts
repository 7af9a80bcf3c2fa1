// `/quorum reject`: turns a plan down, with the reason.
import type { Command } from "./command.ts";

export const reject: Command = {
  verb: "reject",
  usage: "reject [reason]",
  needs: "write",
  help: "Turns the plan down; the reason is kept with the run.",
  effect: (args, by, at) => ({
    kind: "tell",
    event: { kind: "rejected", at, by, because: args === "" ? "no reason given" : args },
  }),
};
