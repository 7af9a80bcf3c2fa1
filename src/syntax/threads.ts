// Asking a thread of its own to parse, and waiting for it; a thread that broke is replaced.
import {
  MessageChannel,
  receiveMessageOnPort,
  Worker,
  type MessagePort,
} from "node:worker_threads";
import type { Language } from "../core/patch/syntax.ts";
import type { Read, Reads } from "./parser.ts";

/** In which a thread starts and loads its first grammar on a busy machine. */
const startMsMax = 10_000;
/** For any text: the parse budget, which is looked at only now and then, and loading a grammar. */
const answerMsMax = 3000;

/** Trees live for one text: more room for them only makes the process larger. */
const youngMbMax = 24;

/** What the thread is asked. */
export interface Asked<How extends keyof Reads = keyof Reads> {
  readonly how: How;
  readonly language: Language;
  readonly text: string;
}

/** What the thread is given: where it raises a flag when an answer is there. */
export interface Lines {
  readonly flag: SharedArrayBuffer;
}

/** Parses in a thread that is started when it is needed first; keeps no process alive. */
export class Threads {
  #thread: Thread | null = null;

  /** @returns null when there is no tree, or the thread did not answer in time. */
  read<How extends keyof Reads>(how: How, language: Language, text: string): Reads[How] | null {
    this.#thread ??= new Thread();
    const answer = this.#thread.read({ how, language, text });
    if (!answer?.sound) {
      this.#thread.end();
      this.#thread = null;
    }
    return answer?.read ?? null;
  }
}

class Thread {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #signal: Int32Array;
  #started = false;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    const flag = new SharedArrayBuffer(4);
    this.#signal = new Int32Array(flag);
    this.#port = port1;
    this.#worker = new Worker(new URL("./thread.ts", import.meta.url), {
      workerData: { port: port2, flag },
      transferList: [port2],
      resourceLimits: { maxYoungGenerationSizeMb: youngMbMax },
    });
    // A thread that ended is noticed by the next text, which gets no answer from it.
    this.#worker.on("error", () => {});
    this.#worker.unref();
    this.#port.unref();
  }

  /** The first text has no more time than any other: it may be made to take all that it gets. */
  read<How extends keyof Reads>(asked: Asked<How>): Read<How> | null {
    this.#started ||= this.#ask({ ...asked, text: "" }, startMsMax) !== null;
    return this.#started ? this.#ask(asked, answerMsMax) : null;
  }

  #ask<How extends keyof Reads>(asked: Asked<How>, limitMs: number): Read<How> | null {
    Atomics.store(this.#signal, 0, 0);
    this.#port.postMessage(asked, []);
    if (Atomics.wait(this.#signal, 0, 0, limitMs) === "timed-out") return null;
    const received: { readonly message: Read<How> } | undefined = receiveMessageOnPort(this.#port);
    return received?.message ?? null;
  }

  end(): void {
    this.#port.close();
    void this.#worker.terminate();
  }
}
