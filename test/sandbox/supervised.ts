// A supervisor as a process of its own: opens the sandbox, runs argv[2], prints the outcome.
import { openSandbox } from "../../src/sandbox/sandbox.ts";
import { job } from "./job.ts";

const sandbox = await openSandbox({ slots: 1 });
if (!sandbox.ok) {
  console.log(JSON.stringify({ kind: "refused", ...sandbox.error }));
} else {
  console.log(JSON.stringify(await sandbox.value.run(job(process.argv[2] ?? ""))));
  await sandbox.value.close();
}
