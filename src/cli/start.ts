// `start`: the GitHub App; SIGTERM and SIGINT drain it.
import { openApp } from "../app.ts";
import { Refusal, type Verb } from "./verb.ts";
import { readProcess } from "../settings.ts";

export const verb: Verb = {
  help: "The GitHub App: APP_ID, PRIVATE_KEY or PRIVATE_KEY_PATH, WEBHOOK_SECRET, model settings",
  usage: "npm start\n\nThe README lists the settings; `npm run quorum -- doctor` checks them.",
  options: {},
  async run(_values, terminal) {
    const own = readProcess(process.env);
    if (own.ok) terminal.keeps(own.value.data);
    const app = await openApp(process.env);
    if (!app.ok) {
      const lines = app.error.map((line) => `- ${line}`).join("\n");
      throw new Refusal(`Quorum was not started:\n${lines}`);
    }
    const stop = new Promise<void>((resolve) => {
      process.once("SIGTERM", resolve);
      process.once("SIGINT", resolve);
    });
    await stop;
    await app.value.stop();
    return 0;
  },
};
