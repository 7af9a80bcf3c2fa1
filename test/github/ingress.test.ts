// The front door over real HTTP: what it takes, refuses and keeps.
import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { once } from "node:events";
import { randomUUID } from "node:crypto";
import nock from "nock";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Incoming } from "../../src/engine/inbox.ts";
import { bodyBytesMax, makeIngress, webhookPath } from "../../src/github/ingress.ts";
import { sign } from "../../src/github/signature.ts";
import { openInbox } from "../../src/sqlite/inbox.ts";
import { silence, standingClock } from "./world.ts";

const secrets = ["the newest secret of all", "the secret before it"];
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

interface More {
  readonly put?: () => Promise<never>;
  readonly unready?: string;
}

async function door(more: More = {}) {
  const clock = standingClock();
  const disk = { put: more.put };
  const inbox = openInbox(":memory:");
  const kept: Incoming[] = [];
  const real = inbox.put.bind(inbox);
  inbox.put = async (incoming) => {
    if (disk.put) return await disk.put();
    const answer = await real(incoming);
    if (answer === "new") kept.push(incoming);
    return answer;
  };
  let arrived = 0;
  const handler = makeIngress({
    secrets,
    inbox,
    clock,
    log: silence,
    arrived: () => (arrived += 1),
    unready: () => more.unready ?? null,
  });
  const server = createServer(handler).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const url = `http://127.0.0.1:${port}`;
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(url + webhookPath, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        "x-github-event": "issues",
        "x-github-delivery": randomUUID(),
        "x-hub-signature-256": sign(body, secrets[0] ?? ""),
        ...headers,
      },
    });
  return { post, url, port, kept, inbox, clock, disk, arrived: () => arrived };
}

const labelled = JSON.stringify({
  action: "labeled",
  issue: { id: 1, number: 7, updated_at: "2026-11-24T12:00:00Z" },
  label: { name: "quorum" },
  repository: { id: 42 },
});

describe("the front door", () => {
  it("acknowledges a signed delivery once it is in the inbox", async () => {
    const { post, kept, arrived } = await door();
    const answer = await post(labelled);
    expect([answer.status, await answer.text()]).toEqual([202, "accepted\n"]);
    expect(kept).toMatchObject([{ event: "issues", payload: labelled }]);
    expect(arrived()).toBe(1);
  });

  it("takes the secret before the newest during a rotation", async () => {
    const { post, kept } = await door();
    const answer = await post("{}", { "x-hub-signature-256": sign("{}", secrets[1] ?? "") });
    expect([answer.status, kept.length]).toEqual([202, 1]);
  });

  it.each([
    ["no signature", { "x-hub-signature-256": "" }],
    ["a wrong one", { "x-hub-signature-256": sign("{}", "another secret entirely") }],
    ["a short one", { "x-hub-signature-256": "sha256=00" }],
    ["one of another kind", { "x-hub-signature-256": `sha1=${"0".repeat(40)}` }],
  ])("refuses %s", async (_name, headers) => {
    const { post, kept } = await door();
    const answer = await post("{}", headers);
    expect([answer.status, await answer.text()]).toEqual([401, "signature does not match\n"]);
    expect(kept).toEqual([]);
  });

  it("refuses a body that was changed after it was signed", async () => {
    const { post } = await door();
    const signature = sign("{}", secrets[0] ?? "");
    expect((await post("{} ", { "x-hub-signature-256": signature })).status).toBe(401);
  });

  it.each([
    ["no JSON", "{", {}],
    ["no object", "[1]", {}],
    ["no delivery id", "{}", { "x-github-delivery": "" }],
    ["an event name that is none", "{}", { "x-github-event": "issues; drop" }],
  ])("refuses %s with constant words", async (_name, body, headers) => {
    const { post } = await door();
    const answer = await post(body, headers);
    expect([answer.status, await answer.text()]).toEqual([400, "bad request\n"]);
  });

  it("has one effect for a replay under another id or event name", async () => {
    const { post, kept } = await door();
    await post(labelled);
    expect((await post(labelled)).status).toBe(202);
    expect((await post(labelled, { "x-github-event": "push" })).status).toBe(202);
    expect(kept).toHaveLength(1);
  });

  it("knows an issue's event by its body, also when the forged name comes first", async () => {
    const { post, kept } = await door();
    await post(labelled, { "x-github-event": "push" });
    await post(labelled);
    expect(kept.map((one) => one.event)).toEqual(["issues"]);
  });

  /** Sends bytes over a bare connection, past nock, and reads the status line of the answer. */
  const raw = async (port: number, head: string, pieces: readonly Buffer[]) => {
    nock.restore();
    const socket = connect(port, "127.0.0.1");
    try {
      socket.on("error", () => undefined);
      socket.write(`POST ${webhookPath} HTTP/1.1\r\nhost: x\r\n${head}\r\n\r\n`);
      for (const piece of pieces) socket.write(piece);
      const [answer] = z.tuple([z.instanceof(Buffer)]).parse(await once(socket, "data"));
      return answer.toString("latin1").split("\r\n")[0];
    } finally {
      socket.destroy();
      nock.activate();
    }
  };

  it("refuses a body that is announced as too large without reading it", async () => {
    const { port, kept } = await door();
    const line = await raw(port, `content-length: ${bodyBytesMax + 1}`, []);
    expect(line).toBe("HTTP/1.1 413 Payload Too Large");
    expect(kept).toEqual([]);
  });

  it("stops reading a body that grows too large", async () => {
    const { port } = await door();
    const [size, end] = [Buffer.from("100000\r\n"), Buffer.from("\r\n")];
    const chunk = Buffer.concat([size, Buffer.alloc(1048576), end]);
    const pieces = Array.from({ length: 26 }, () => chunk);
    const head = `transfer-encoding: chunked\r\nx-hub-signature-256: ${sign("", "any secret")}`;
    expect(await raw(port, head, pieces)).toMatch(/ 413 /);
  });

  it("refuses what nobody signed without reading it", async () => {
    const { port } = await door();
    expect(await raw(port, "content-length: 1000", [])).toMatch(/ 401 /);
    const head = "content-length: 1000\r\nx-hub-signature-256: sha256=short";
    expect(await raw(port, head, [])).toMatch(/ 401 /);
  });

  it("asks for another delivery when the inbox cannot take it", async () => {
    const { post } = await door({ put: () => Promise.reject(new Error("disk full: /secret")) });
    const answer = await post("{}");
    expect([answer.status, await answer.text()]).toEqual([503, "not accepted, deliver again\n"]);
  });

  it("is not ready after a delivery that it could not keep, till it can", async () => {
    const full = () => Promise.reject(new Error("disk full"));
    const { post, url, disk, clock } = await door({ put: full });
    const ready = async () => (await fetch(`${url}/readyz`)).status;
    expect(await ready()).toBe(200);
    await post("{}");
    expect(await ready()).toBe(503);
    disk.put = undefined;
    await post("{}");
    expect(await ready()).toBe(200);
    disk.put = full;
    await post('{"n":1}');
    expect(await ready()).toBe(503);
    clock.move(60_001);
    expect(await ready()).toBe(200);
  });

  it("says whether it lives and whether it is ready, and no more", async () => {
    const { url } = await door({ unready: "draining" });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([503, "not ready\n"]);
    expect((await fetch(`${(await door()).url}/readyz`)).status).toBe(200);
  });

  it("has no other pages", async () => {
    const { url } = await door();
    expect((await fetch(`${url}/probot`)).status).toBe(404);
    expect((await fetch(url + webhookPath)).status).toBe(405);
  });
});
