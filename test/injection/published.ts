// Judges text as GitHub would read it: what acts there although a model or a stranger wrote it.

/** What belongs to the house in a text: the numbers that it may name and its one closing word. */
export interface Own {
  readonly numbers: ReadonlySet<number>;
  /** The issue that the final pull request closes. */
  readonly closes: number;
}

const unseen = new RegExp(
  "[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\u2028-\\u202e" +
    "\\u2060-\\u206f\\ufeff\\u{e0000}-\\u{e0fff}]",
  "u",
);
const closing = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b:?\s+\S*(?:#|GH-)\d+/i;
const ownHtml = /<details><summary>|<\/summary>|<\/details>/g;
const skipping = /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]|^skip-checks:/im;

/** @returns what acts in a comment, a body or a check's summary: one sentence each. */
export function livingMarkdown(text: string, own: Own): readonly string[] {
  const marker = /^<!-- quorum:[a-z]+ \d+\/\d+-\w+ -->\n/.exec(text)?.[0] ?? "";
  const { prose, blocks } = parted(text.slice(marker.length));
  const found: string[] = blocks.flatMap(livingBlock);
  const say = (what: string, match: RegExpMatchArray | null): void => {
    if (match) found.push(`${what}: ${JSON.stringify(match[0])}`);
  };
  const bare = prose.replace(ownHtml, "").replace(/(?<![\\`])`[^`\n]+`/g, "code");
  say("HTML", bare.match(/<[^ ]|&(?!amp;|lt;|gt;|#8203;)/));
  say("a link or image", bare.replace(/\\./g, "x").match(/!?\[[^\]\n]*\](?:\(|\[|:)/));
  say("a command", bare.match(/^[ \t]*\/\w+.*/m));
  const read = bare.replaceAll("&#8203;", "\u2060").replace(/\\([!-/:-@[-`{-~])/g, "$1");
  say("a mention", read.match(/@\w+/));
  say("a reference", read.match(/\bGH-\d+|[\w-]\/[\w.-]+#\d+/i));
  say("an address", read.match(/:\/\/|\bwww\.\S/i));
  say("an unseen character", read.replaceAll("\u2060", "").match(unseen));
  for (const [, number = ""] of read.matchAll(/#(\d+)/g)) {
    if (!own.numbers.has(Number(number))) found.push(`a reference to #${number}`);
  }
  const fixes = read.replace(new RegExp(`^Fixes #${own.closes}\\. `), "");
  say("a closing word", fixes.match(closing));
  return found;
}

/** @returns what acts in a title or a commit message. */
export function livingLine(text: string): readonly string[] {
  const acts: readonly (readonly [string, RegExp])[] = [
    ["a mention", /@\w+/],
    ["a reference", /#\d+|\bGH-\d+/i],
    ["an address", /:\/\//],
    ["a closing word", closing],
    ["a word that CI obeys", skipping],
    ["an unseen character", unseen],
    ["a command", /^\/\w+/m],
    ["a trailer", /^(?![Ru]\d+: |Quorum-(?:Run|Unit): )[\w-]+: /m],
  ];
  const body = text.includes("\n") ? text.slice(text.indexOf("\n")) : "";
  return acts.flatMap(([what, shape]) => {
    const match = (what === "a trailer" ? body : text).match(shape);
    return match ? [`${what}: ${JSON.stringify(match[0])}`] : [];
  });
}

/** Fenced blocks, and the text around them. */
function parted(text: string): { readonly prose: string; readonly blocks: readonly string[] } {
  const blocks: string[] = [];
  const prose = text.replace(/^(`{3,})(.*)\n([^]*?)\n\1$/gm, (_, _fence, info: string, inner) => {
    blocks.push(`${info}\n${String(inner)}`);
    return "";
  });
  return { prose, blocks };
}

function livingBlock(block: string): readonly string[] {
  const [info = "", ...lines] = block.split("\n");
  const text = lines.join("\n");
  const found = text.match(/<!--/) ?? text.match(/^\/[a-z].*/im) ?? text.match(unseen);
  if (info !== "mermaid") return found ? [`in a block: ${JSON.stringify(found[0])}`] : [];
  const shapes =
    /^(?:graph LR|n\d+\["[\p{L}\p{N} .,_-]*"\]:::\w+|n\d+ --> n\d+|classDef \w+ [\w:,]+)$/u;
  return lines.filter((line) => !shapes.test(line)).map((line) => `in the graph: ${line}`);
}
