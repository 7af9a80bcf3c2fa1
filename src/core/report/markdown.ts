// Makes text that models, people or repositories wrote harmless where GitHub renders or reads it.

/** Code points that a reader does not see: controls, format characters, fillers, selectors. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** A zero-width space: GitHub sees no mention, reference or link across it. */
const gap = "&#8203;";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/**
 * One line of visible text: no control or invisible characters, no line breaks.
 * @param max characters kept; a longer text ends with `…`.
 */
export function flat(text: string, max = 300): string {
  const near = text.slice(0, max * 4).toWellFormed();
  const line = near.replace(/\s+/gu, " ").replace(unseen, "");
  const trimmed = line.replace(/ {2,}/g, " ").trim();
  const cut = trimmed.length > max || text.length > max * 4;
  return cut
    ? `${trimmed
        .slice(0, max - 1)
        .toWellFormed()
        .trimEnd()}…`
    : trimmed;
}

/** What sh, cmd, PowerShell and scripts that a title is put into act upon. */
const shell = /[$;&|<>\\\s]+/gu;
/** Their quotes, those that PowerShell takes for one included. */
const quotes = /["'`\u2018-\u201F]/gu;
const apostrophes = /(?<=\p{L})['\u2019](?=\p{L})/gu;

/**
 * Text for the title of a pull request or issue, or a commit message, which GitHub reads but does
 * not render: no mention, reference, closing keyword, link or CI-skipping mark is left; visible
 * spaces break them. Nor anything that a shell acts upon, for workflows write titles into scripts
 * (GitHub: Security hardening for GitHub Actions, script injections), where ours run with secrets.
 * At most twice as long as what is kept: with 120 characters within GitHub's 256 for a title.
 * @param max characters of the text that are kept.
 */
export function plain(text: string, max = 100): string {
  return flat(text, max)
    .replace(apostrophes, "\u02BC")
    .replace(quotes, "")
    .replace(shell, " ")
    .replace(/@(?=\w)/g, "@ ")
    .replace(/#(?=\d)/g, "# ")
    .replace(/\bGH-(?=\d)/gi, (found) => `${found.slice(0, 2)} `)
    .replace(/:(?=\/\/)/g, ": ")
    .replace(/\[(?=(?:skip|no|ci|actions) (?:ci|skip|actions)\])/gi, "[ ")
    .replace(/^[-/:# ]+/, "")
    .trimEnd();
}

/**
 * Text inside a line of GitHub markdown, a table cell or a `<summary>`: rendered as it reads, it
 * mentions nobody, refers to, links and closes nothing, and opens no block, image or HTML
 * (research/security-reliability.md S14). At most five times as long as what is kept.
 * @param max characters of the text that are kept.
 */
export function neutral(text: string, max = 300): string {
  const line = flat(text, max).replace(
    /[&<>]|[\\`*_[\]|~$]|@(?=\w)|#(?=\d)|\bGH-(?=\d)|:(?=\/\/)|\bwww(?=\.)/gi,
    (found) => {
      if (found in entities) return entities[found] ?? "";
      return /^[\\`*_[\]|~$]$/.test(found) ? `\\${found}` : `${found}${gap}`;
    },
  );
  return line.replace(/^[#>+\-=/:]/, "\\$&").replace(/^(\d{1,9})([.)])/, "$1\\$2");
}

/** Neutral text with a full stop behind it, where it has no end of its own. */
export function sentence(text: string, max = 300): string {
  const line = neutral(text, max);
  return line === "" || /[.!?…]$/.test(line) ? line : `${line}.`;
}

/**
 * Text as a block of code whose fence is longer than any inside. Invisible characters are shown by
 * their number, a hidden marker is broken up, and no line starts like a command.
 * @param max characters of the text that are kept.
 * @param info the word behind the opening fence, such as `json`.
 */
export function fenced(text: string, max = 1200, info = ""): string {
  const cut = text.length > max ? `${text.slice(0, max)}\n…` : text;
  const shown = cut
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(unseen, named)
    .replaceAll("<!--", "<! --")
    .replace(/^\/(?=[a-z])/gim, " /");
  const runs = shown.match(/`{3,}/g) ?? [];
  const fence = "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${fence}${info}\n${shown}\n${fence}`;
}

/** Text for a terminal: nothing in it moves the cursor, hides itself or turns around. */
export const visible = (text: string): string => text.toWellFormed().replace(unseen, named);

function named(char: string): string {
  if (char === "\n" || char === "\t") return char;
  return `‹U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}›`;
}

/** A folded section. `summary` must be neutral already. */
export const folded = (summary: string, body: string): string =>
  `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;

/** As many of the lines as fit into `charsMax` characters, and a last line about the rest. */
export function fit(
  lines: readonly string[],
  charsMax: number,
  rest: (left: number) => string,
): readonly string[] {
  const kept: string[] = [];
  let room = charsMax;
  for (const line of lines) {
    room -= line.length + 1;
    if (room < 0) return [...kept, rest(lines.length - kept.length)];
    kept.push(line);
  }
  return kept;
}
