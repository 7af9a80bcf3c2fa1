// `start`: the GitHub App; SIGTERM and SIGINT drain it.
import { openApp } from "../app.ts";
import { hearing } from "./interrupt.ts";
import { Refusal, type Verb } from "./verb.ts";
import { readProcess } from "../settings.ts";

export const verb: Verb = {
  help: "The GitHub App: APP_ID, PRIVATE_KEY or PRIVATE_KEY_PATH, WEBHOOK_SECRET, model settings",
  usage: "npm start\n\nThe README lists the settings; `npm run quorum -- doctor` checks them.",
  options: {},
  async run(_values, terminal) {
    const own = readProcess(process.env);
    if (own.ok) terminal.keeps(own.value.data);
    const told = Promise.withResolvers<void>();
    // Before the sandbox is tried, which takes seconds: a signal in between is not lost.
    const deaf = hearing(["SIGTERM", "SIGINT"], () => told.resolve());
    try {
      const app = await openApp(process.env);
      if (!app.ok) {
        const lines = app.error.map((line) => `- ${line}`).join("\n");
        throw new Refusal(`Quorum was not started:\n${lines}`);
      }
      await told.promise;
      await app.value.stop();
      return 0;
    } finally {
      deaf();
    }
  },
};
