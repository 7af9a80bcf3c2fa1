// Trees of commits: archive and listing agree by hash, limits hold.
import { gzipSync } from "node:zlib";
import nock from "nock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readTar } from "../../src/github/tarball.ts";
import { blobSha, makeTreeReader, treeLimits } from "../../src/github/tree.ts";
import { bench, host, R, shaOf, tokensFor } from "./world.ts";

beforeEach(() => {
  tokensFor(9);
});
afterEach(() => nock.cleanAll());

const at = shaOf("a");

interface File {
  readonly path: string;
  readonly bytes: Buffer;
  readonly mode?: string;
  readonly hidden?: boolean;
}
const file = (path: string, text: string | Buffer, more: Partial<File> = {}): File => ({
  path,
  bytes: Buffer.from(text),
  ...more,
});

function tarOf(files: readonly File[]): Buffer {
  const blocks = files.flatMap(({ bytes, mode }) => {
    const header = Buffer.alloc(512);
    header.write("top/name", 0);
    const link = mode === "120000";
    header.write((link ? 0 : bytes.length).toString(8).padStart(11, "0"), 124);
    header.write(link ? "2" : "0", 156);
    if (link) bytes.copy(header, 157);
    const padding = Buffer.alloc((512 - (bytes.length % 512)) % 512);
    return link ? [header] : [header, bytes, padding];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function lists(files: readonly File[], more: object = {}): void {
  const tree = files.map(({ path, bytes, mode = "100644" }) => ({
    path,
    mode,
    type: mode === "160000" ? "commit" : "blob",
    sha: mode === "160000" ? shaOf("d") : blobSha(bytes),
    size: bytes.length,
  }));
  nock(host)
    .get(`${R}/git/trees/${at}`)
    .query({ recursive: "1" })
    .reply(200, { sha: at, truncated: false, tree, ...more });
}

function archives(files: readonly File[]): void {
  nock(host)
    .get(`${R}/tarball/${at}`)
    .reply(302, "", { location: `${host}/codeload` });
  nock(host)
    .get("/codeload")
    .reply(200, gzipSync(tarOf(files.filter((one) => one.hidden !== true))), {
      "content-type": "application/x-gzip",
    });
}

function blobs(file: File): void {
  nock(host)
    .get(`${R}/git/blobs/${blobSha(file.bytes)}`)
    .reply(200, { content: file.bytes.toString("base64"), encoding: "base64" });
}

const many = Array.from({ length: 20 }, (_, n) => file(`src/f${n}.ts`, `export const f = ${n};\n`));

describe("the tree of a commit", () => {
  it("comes from one archive, with modes, links and bytes as git has them", async () => {
    const files = [
      ...many,
      file("run.sh", "#!/bin/sh\n", { mode: "100755" }),
      file("link", "src/f1.ts", { mode: "120000" }),
      file("image.bin", Buffer.from([0xff, 0xfe, 0])),
      file("bom.txt", "\ufeffhello"),
    ];
    lists([...files, file("module", "", { mode: "160000" })]);
    archives(files);
    const tree = await makeTreeReader(bench().api, treeLimits)(at);
    const seen = Object.fromEntries([...tree].map(([path, entry]) => [path, entry]));
    expect(tree.size).toBe(25);
    expect(seen["src/f7.ts"]).toEqual({ mode: "100644", content: "export const f = 7;\n" });
    expect(seen["run.sh"]?.mode).toBe("100755");
    expect(seen["link"]).toEqual({ mode: "120000", content: "src/f1.ts" });
    expect(seen["image.bin"]?.content).toEqual(new Uint8Array([0xff, 0xfe, 0]));
    expect(seen["bom.txt"]?.content).toBe("\ufeffhello");
    expect(seen["module"]).toEqual({ mode: "160000", content: shaOf("d") });
  });

  it("fetches what export-ignore hides from the archive", async () => {
    const hidden = file("test/a.test.ts", "it();\n", { hidden: true });
    lists([...many, hidden]);
    archives([...many, hidden]);
    blobs(hidden);
    const tree = await makeTreeReader(bench().api, treeLimits)(at);
    expect([...tree.values()].at(-1)?.content).toBe("it();\n");
  });

  it("does not believe an archive whose file differs from git's hash", async () => {
    const right = file("version.txt", "$Format:%H$\n");
    lists([...many, right]);
    archives([...many, file("version.txt", "substituted\n")]);
    blobs(right);
    const tree = await makeTreeReader(bench().api, treeLimits)(at);
    expect([...tree.values()].at(-1)?.content).toBe("$Format:%H$\n");
  });

  it("of a few files needs no archive, and is read once", async () => {
    lists(many.slice(0, 2));
    for (const one of many.slice(0, 2)) blobs(one);
    const read = makeTreeReader(bench().api, treeLimits);
    expect((await read(at)).size).toBe(2);
    expect((await read(at)).size).toBe(2);
  });

  it("takes known files from the trees read before", async () => {
    lists(many);
    archives(many);
    const read = makeTreeReader(bench().api, treeLimits);
    await read(at);
    const changed = file("src/f0.ts", "changed\n");
    const next = shaOf("b");
    const tree = [changed, ...many.slice(1)].map(({ path, bytes }) => ({
      path,
      mode: "100644",
      type: "blob",
      sha: blobSha(bytes),
      size: bytes.length,
    }));
    nock(host)
      .get(`${R}/git/trees/${next}`)
      .query({ recursive: "1" })
      .reply(200, { sha: next, truncated: false, tree });
    blobs(changed);
    expect([...(await read(next)).values()][0]?.content).toBe("changed\n");
  });

  it("leaves out paths that another system would read differently", async () => {
    const files = [file("ok.ts", "a"), file("a\u200cb/.g\u200cit", "b"), file("-rf", "c")];
    lists(files);
    for (const one of files) blobs(one);
    expect([...(await makeTreeReader(bench().api, treeLimits)(at)).keys()]).toEqual(["ok.ts"]);
  });

  it("keeps a text file beyond the limit as bytes", async () => {
    const big = file("big.txt", "x".repeat(20));
    lists([big]);
    blobs(big);
    const tree = await makeTreeReader(bench().api, { ...treeLimits, textBytesMax: 10 })(at);
    expect([...tree.values()][0]?.content).toBeInstanceOf(Uint8Array);
  });

  it.each([
    ["too many files", { entriesMax: 19 }, {}],
    ["too many bytes", { bytesMax: 99 }, {}],
    ["a listing that GitHub cut", {}, { truncated: true }],
  ])("is refused before it is read: %s", async (_name, limits, more) => {
    lists(many, more);
    const read = makeTreeReader(bench().api, { ...treeLimits, ...limits })(at);
    await expect(read).rejects.toMatchObject({ lasting: true, outcome: "none" });
  });

  it("whose archive is a bomb is refused while it is unpacked", async () => {
    lists(many);
    archives([file("bomb", Buffer.alloc(3 * 1024 * 1024))]);
    const limits = { ...treeLimits, entriesMax: 100, bytesMax: 1024 * 1024 };
    await expect(makeTreeReader(bench().api, limits)(at)).rejects.toMatchObject({ lasting: true });
  });

  it("whose archive breaks off is read again later", async () => {
    lists(many);
    nock(host)
      .get(`${R}/tarball/${at}`)
      .reply(200, gzipSync(tarOf(many)).subarray(0, 60));
    const read = makeTreeReader(bench().api, treeLimits)(at);
    await expect(read).rejects.toMatchObject({ lasting: false });
  });
});

describe("an archive", () => {
  it.each([
    ["without a size", Buffer.concat([Buffer.from("name"), Buffer.alloc(508)])],
    ["cut off in a file", tarOf([file("a", "x".repeat(2000))]).subarray(0, 1024)],
  ])("%s is refused", (_name, bytes) => {
    const header = Buffer.from(bytes);
    expect(() => readTar(header)).toThrow(/size|cut off/);
  });
});
