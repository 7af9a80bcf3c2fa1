// The process's own settings: defaults, and one clear line for each that is of no use.
import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { cannotKeep, cannotListen, readProcess, stateFolder } from "../src/settings.ts";

const standard = {
  port: 3000,
  host: "127.0.0.1",
  data: ".quorum",
  level: "info",
  pushUnverified: false,
} as const;

describe("the process's settings", () => {
  it("need nothing to be set, and an empty variable is none", () => {
    expect(readProcess({})).toEqual({ ok: true, value: standard });
    const empty = { PORT: "", HOST: " ", QUORUM_DATA: "", LOG_LEVEL: "" };
    expect(readProcess(empty)).toEqual({ ok: true, value: standard });
  });

  it.each<[Record<string, string>, object]>([
    [{ PORT: "0" }, { port: 0 }],
    [{ PORT: "65535" }, { port: 65_535 }],
    [{ HOST: "::1" }, { host: "::1" }],
    [{ HOST: "quorum.internal" }, { host: "quorum.internal" }],
    [{ LOG_LEVEL: "debug" }, { level: "debug" }],
    [{ QUORUM_DATA: "/srv/quorum" }, { data: "/srv/quorum" }],
    [{ QUORUM_PUSH_UNVERIFIED: "1" }, { pushUnverified: true }],
    [{ QUORUM_PUSH_UNVERIFIED: "0" }, { pushUnverified: false }],
  ])("take %j", (env, value) => {
    expect(readProcess(env)).toMatchObject({ ok: true, value });
  });

  it.each<[Record<string, string>, string]>([
    [{ PORT: "http" }, "PORT is no port number; it is: port that the app listens on"],
    [{ PORT: "65536" }, "PORT is no port number"],
    [{ PORT: "-1" }, "PORT is no port number"],
    [{ PORT: "3e3" }, "PORT is no port number"],
    [{ HOST: "http://x" }, "HOST is no host name or address"],
    [{ LOG_LEVEL: "loud" }, "LOG_LEVEL is no level"],
    [{ QUORUM_PUSH_UNVERIFIED: "yes" }, "QUORUM_PUSH_UNVERIFIED is neither 0 nor 1"],
  ])("refuse %j in one line", (env, words) => {
    const read = readProcess(env);
    expect(read.ok ? [] : read.error).toEqual([expect.stringContaining(words)]);
  });

  it("are named when the machine has no place for them", async () => {
    const first = createServer();
    await new Promise<void>((resolve) => first.listen(0, "127.0.0.1", resolve));
    const address = first.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const refused = async (own: { readonly port: number; readonly host: string }) => {
      const error = await new Promise((resolve) =>
        createServer().once("error", resolve).listen(own.port, own.host),
      );
      return cannotListen(error, { ...standard, ...own });
    };
    const taken = await refused({ port, host: "127.0.0.1" });
    const elsewhere = await refused({ port: 0, host: "192.0.2.1" });
    first.close();
    expect(taken).toMatch(new RegExp(`^PORT ${port} is taken on 127.0.0.1 by another process;`));
    expect(elsewhere).toMatch(/^HOST 192\.0\.2\.1 cannot be listened on \(EADDRNOTAVAIL\);/);
    expect(cannotKeep(new Error("EACCES"), standard)).toMatch(/^QUORUM_DATA \.quorum cannot be/);
  });
});

describe("the state folder", () => {
  it.each<[Record<string, string>, string]>([
    [{}, "/home/ann/.local/state/quorum"],
    [{ XDG_STATE_HOME: "/var/state" }, "/var/state/quorum"],
    [{ XDG_STATE_HOME: "state" }, "/home/ann/.local/state/quorum"],
  ])("with %j is %s", (env, folder) => {
    expect(stateFolder(env, "/home/ann")).toBe(folder);
  });
});
