// A model server on the loopback interface that answers as a model of these tests would.
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import type { Prompt } from "../../src/core/agent/prompt.ts";
import { machineClock } from "../../src/clock.ts";
import type { Model } from "../../src/engine/ports.ts";
import { openModel } from "../../src/openai/model.ts";
import { completion, saying, settings } from "../openai/questions.ts";

export interface Served {
  /** Quorum's own client of the server. */
  readonly model: Model;
  /** What was asked of the server, but for the words, the seed and the temperature. */
  readonly asked: Set<string>;
  close(): void;
}

const body = z.looseObject({ messages: z.array(z.object({ content: z.string() })) });

/** @param behind who answers at the moment of a call. */
export async function serve(behind: () => Model): Promise<Served> {
  const prompts = new Map<string, Prompt>();
  const asked = new Set<string>();
  const server = createServer(async (request, reply) => {
    const {
      messages,
      seed: _,
      temperature: __,
      ...rest
    } = body.parse(JSON.parse(await text(request)));
    const { host: ___, "content-length": ____, ...headers } = request.headers;
    asked.add(JSON.stringify([request.method, request.url, headers, rest]));
    const prompt = prompts.get(messages.at(-1)?.content ?? "");
    if (!prompt) throw new Error("a prompt that nobody asked");
    const sample = await behind().sample(prompt, { model: 0, variant: 0, temperature: 0, seed: 0 });
    if (sample.kind !== "answered") throw new Error("an answer was to be given");
    reply.writeHead(200, { "content-type": "application/json" });
    reply.end(JSON.stringify(completion(saying(sample.text))));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const url = `http://127.0.0.1:${port}/v1`;
  const client = openModel(settings({ OPENAI_BASE_URL: url }), machineClock, null);
  return {
    model: {
      costMax: client.costMax,
      sample(prompt, draw) {
        prompts.set(prompt.user, prompt);
        return client.sample(prompt, draw);
      },
    },
    asked,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
