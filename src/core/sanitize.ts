// Takes out of people's text what a reader of the rendered issue cannot see, before models read it.

export interface Sanitized {
  /** NFC, LF line ends, no invisible code point, no HTML comment; sanitising twice is once. */
  readonly text: string;
  /** How many hidden things were taken out; more than 0 deserves a notice. */
  readonly removed: number;
}

/** Fillers, joiners, bidi, tags, variation selectors, C0 and C1 controls but tab and newline. */
const invisible = new RegExp(
  "[\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B-\\u200F" +
    "\\u202A-\\u202E\\u2060-\\u206F\\u2800\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF9-\\uFFFB" +
    "\\u{1BCA0}-\\u{1BCA3}\\u{1D173}-\\u{1D17A}\\u{E0000}-\\u{E0FFF}" +
    "\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F]",
  "gu",
);

const named: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  shy: "",
  zwj: "",
  zwnj: "",
  lrm: "",
  rlm: "",
};

/** `&`, escaped any number of times: `&amp;`, `&amp;amp;`, `&#38;#x26;`. */
const ampersands = /&(?:(?:amp|#0{0,6}38|#[xX]0{0,6}26);)+/g;
const numeric = /&#(?:[xX]([0-9a-fA-F]{1,8})|(\d{1,8}));?/g;
const entities = /&(lt|gt|quot|apos|nbsp|shy|zwj|zwnj|lrm|rlm);/gi;
const comments = /<!--[\s\S]*?(?:-->|$)/g;
const imageAlts = /!\[[^\]]{1,2000}\](?=[([])/g;
const title = "(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|\\([^()]{0,2000}\\))";
const linkTitles = new RegExp(`(\\]\\([ \\t]*[^\\s()<>]{0,2000})\\s{1,9}${title}\\s{0,9}\\)`, "g");
const referenceTitles = /^([ \t]{0,3}\[[^\]\n]{1,200}\]:[ \t]*\S{1,2000})[ \t]+["'(].*$/gm;

const value = "(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^\\s\"'<>=`]{1,300})";
const tags = new RegExp(
  `<[a-zA-Z][\\w-]{0,40}(?:\\s+[^\\s"'<>/=]{1,60}(?:\\s*=\\s*${value})?){1,30}\\s*/?>`,
  "g",
);
const unseenAttributes = new RegExp(
  "\\s+(?:alt|title|style|hidden|placeholder|value|content|label|summary|aria-[\\w-]+|" +
    `data-[\\w-]+|on[a-z]+)(?:\\s*=\\s*${value}|(?=[\\s/>]))`,
  "gi",
);

const passesMax = 8;
/** With these gone, none of the rules above can match any more. */
const markup = /[&<>"'![\]()]/g;

/**
 * Order: well-formed and NFC, entities, invisible code points, comments (unclosed ones too), image
 * alts, link titles, unseen attributes; repeated until nothing changes. A text that keeps hiding
 * something after 8 passes loses all its markup.
 */
export function sanitize(input: string): Sanitized {
  let text = input.toWellFormed().replace(/\r\n?/g, "\n").normalize("NFC");
  let removed = 0;
  for (let pass = 0; pass < passesMax; pass += 1) {
    const after = once(text);
    removed += after.removed;
    if (after.text === text) return { text, removed };
    text = after.text;
  }
  const bare = text.replace(markup, " ").replace(invisible, "").normalize("NFC");
  return { text: bare.replace(invisible, "").normalize("NFC"), removed: removed + 1 };
}

function once(input: string): Sanitized {
  let removed = 0;
  const drop =
    (kept: (...groups: string[]) => string) =>
    (...match: string[]) => {
      const after = kept(...match);
      if (after !== match[0]) removed += 1;
      return after;
    };
  const decoded = input
    .replace(ampersands, "&")
    .replace(numeric, (_, hex?: string, dec?: string) => character(hex, dec))
    .replace(entities, (_, name: string) => named[name.toLowerCase()] ?? "");
  const text = decoded
    .replace(
      invisible,
      drop(() => ""),
    )
    .replace(
      comments,
      drop(() => ""),
    )
    .replace(
      imageAlts,
      drop(() => "![]"),
    )
    .replace(
      linkTitles,
      drop((_, link) => `${link ?? ""})`),
    )
    .replace(
      referenceTitles,
      drop((_, link) => link ?? ""),
    )
    .replace(
      tags,
      drop((tag) => (tag ?? "").replace(unseenAttributes, "")),
    )
    .normalize("NFC");
  return { text, removed };
}

function character(hex: string | undefined, dec: string | undefined): string {
  const point = hex === undefined ? Number(dec) : Number.parseInt(hex, 16);
  const valid = point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  return valid ? String.fromCodePoint(point) : "";
}
