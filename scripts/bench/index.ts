// `npm run bench:index [-- --only python,go]`: index, recall and packs on real code, as JSON.
import { performance } from "node:perf_hooks";
import { setImmediate as breathe } from "node:timers/promises";
import { parseArgs } from "node:util";
import { rank } from "../../src/core/context/rank.ts";
import { openIndexes } from "../../src/engine/indexes.ts";
import { openSyntax } from "../../src/syntax/open.ts";
import { corpus } from "./packages.ts";
import { packsOf } from "./packs.ts";
import { recallOf } from "./recall.ts";

const { values: options } = parseArgs({
  options: {
    files: { type: "string", default: "3500" },
    kilobytes: { type: "string", default: "128" },
    /** Languages of the indexed files: those of the installed packages, or of what Debian has. */
    only: { type: "string", default: "javascript,typescript,tsx" },
    /** Folders whose functions are packed, in place of the installed packages. */
    packs: { type: "string", default: "" },
    /** The index alone: no recall, no packs. */
    index: { type: "boolean", default: false },
  },
});
const only = new Set<string>(options.only.split(","));
const question = "verify the signature of a webhook with a secret and refuse one that is wrong";

const syntax = await openSyntax();
const picked = { files: Number(options.files), bytesMax: Number(options.kilobytes) * 1024 };
const tree = corpus(picked, (path) => only.has(syntax.languageOf(path) ?? ""));
let characters = 0;
for (const { content } of tree.values()) characters += content.length;
const rssBefore = process.memoryUsage.rss();

let heldMs = 0;
let since = performance.now();
const indexes = openIndexes(syntax, {
  due: () => performance.now() - since > 20,
  async pass() {
    heldMs = Math.max(heldMs, performance.now() - since);
    await breathe();
    since = performance.now();
  },
});
const usage = process.cpuUsage();
const begun = performance.now();
const index = await indexes.of(tree);
const seconds = (performance.now() - begun) / 1000;
const { user, system } = process.cpuUsage(usage);
const rss = process.resourceUsage().maxRSS * 1024;

const asked = performance.now();
rank(index, question);
const queryMs = performance.now() - asked;
const again = performance.now();
await indexes.of(new Map([...tree].map(([path, entry]) => [path, { ...entry }])));
const againSeconds = (performance.now() - again) / 1000;

async function shown() {
  const folders = options.packs.split(",").filter((folder) => folder !== "");
  return { recall: await recallOf(syntax), packs: await packsOf(syntax, folders) };
}

const round = (value: number): number => Math.round(value * 100) / 100;
console.log(
  JSON.stringify({
    files: tree.size,
    megabytes: round(characters / 1e6),
    seconds: round(seconds),
    cpuSeconds: round((user + system) / 1e6),
    heldMs: round(heldMs),
    rssMb: round(rss / 1e6),
    rssBeforeMb: round(rssBefore / 1e6),
    againSeconds: round(againSeconds),
    queryMs: round(queryMs),
    ...(options.index ? {} : await shown()),
  }),
);
