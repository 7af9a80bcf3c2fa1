// The thread that parses long texts: one that breaks its parsers breaks nothing else.
import { workerData, type MessagePort } from "node:worker_threads";
import { openParser, readHere, type Read, type Reads } from "./parser.ts";
import type { Asked, Lines } from "./threads.ts";

const { port, flag }: Lines & { readonly port: MessagePort } = workerData;
const signal = new Int32Array(flag);

function answer(read: Read<keyof Reads>): void {
  port.postMessage(read);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
}

port.on("message", ({ how, language, text }: Asked) => {
  openParser(language).then(
    () => answer(readHere(how, language, text)),
    () => answer({ read: null, sound: false }),
  );
});
