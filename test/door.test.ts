// The front door's closing: no request under way is cut off, no idle connection holds it open.
import { once } from "node:events";
import { Agent, get, type IncomingMessage, type ServerResponse } from "node:http";
import { expect, it } from "vitest";
import { z } from "zod";
import { openDoor } from "../src/door.ts";

const asked = (url: string, agent: Agent): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, resolve).on("error", reject);
  });

it("lets answers under way out, then closes though connections are kept alive", async () => {
  const waiting: ServerResponse[] = [];
  const arrived = Promise.withResolvers<void>();
  const door = await openDoor(
    (request, response) => {
      if (request.url === "/fast") return void response.end("fast");
      waiting.push(response);
      arrived.resolve();
    },
    "127.0.0.1",
    0,
  );
  const agent = new Agent({ keepAlive: true });
  const fast = await asked(`${door.url}/fast`, agent);
  expect(fast.headers["keep-alive"]).toBe("timeout=75");
  fast.resume();
  await once(fast, "end");
  const slow = asked(`${door.url}/slow`, agent);
  await arrived.promise;
  const closed = door.close();
  await expect(asked(`${door.url}/late`, new Agent())).rejects.toThrow("ECONNREFUSED");
  waiting[0]?.end("slow");
  const [said] = z.tuple([z.instanceof(Buffer)]).parse(await once(await slow, "data"));
  expect(said.toString()).toBe("slow");
  await closed;
  agent.destroy();
});
