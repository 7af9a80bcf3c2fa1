// `/quorum stop`: ends the work on a run; a retry takes it up again.
import { alone, type Command } from "./command.ts";

export const stop: Command = {
  verb: "stop",
  usage: "stop",
  needs: "write",
  help: "Stops the run; nothing more is bought, pushed or merged until a retry.",
  effect: (args, by, at) => alone(args, { kind: "tell", event: { kind: "stopped", at, by } }),
};
