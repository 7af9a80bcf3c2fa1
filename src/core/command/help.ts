// `/quorum help`: says what can be commanded.
import { misused, type Command } from "./command.ts";

export const help: Command = {
  verb: "help",
  usage: "help [command]",
  needs: "triage",
  help: "Lists the commands, or explains one.",
  effect(args) {
    if (args === "") return { kind: "help", verb: null };
    return /^[a-z]{1,20}$/.test(args)
      ? { kind: "help", verb: args }
      : misused("behind it may stand the name of one command");
  },
};
