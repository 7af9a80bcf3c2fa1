// The thread that parses long texts: one that breaks its parsers breaks nothing else.
import { workerData, type MessagePort } from "node:worker_threads";
import { openParser, parseHere, type Parsed } from "./parser.ts";
import type { Asked, Lines } from "./threads.ts";

const { port, flag }: Lines & { readonly port: MessagePort } = workerData;
const signal = new Int32Array(flag);

function answer(parsed: Parsed): void {
  port.postMessage(parsed);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
}

port.on("message", ({ language, text }: Asked) => {
  openParser(language).then(
    () => answer(parseHere(language, text)),
    () => answer({ parsed: null, sound: false }),
  );
});
