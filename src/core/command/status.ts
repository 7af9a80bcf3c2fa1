// `/quorum status`: says where the run stands.
import { alone, type Command } from "./command.ts";

export const status: Command = {
  verb: "status",
  usage: "status",
  needs: "triage",
  help: "Says where the run stands and what it waits for.",
  effect: (args) => alone(args, { kind: "words", about: "status" }),
};
