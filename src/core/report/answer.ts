// A step's answer as people read it: what it would write, without the form that models answer in.

const header = /^EDIT \S+ \S+ (edit|no_change_needed|cannot_do) \S+$/;
const closing = /^=====END (\S+)$/;

/**
 * @param text an answer that was read once; any other text comes back as it is.
 * @returns import lines and the new text, or what the answer says in place of one.
 */
export function answerText(text: string): string {
  const [first = "", summary = "", ...rest] = text.replace(/\r\n/g, "\n").trim().split("\n");
  const decision = header.exec(first)?.[1];
  if (decision === undefined || !summary.startsWith("SUMMARY ")) return text;
  const said = summary.slice("SUMMARY ".length);
  if (decision === "no_change_needed") return `(no change is needed: ${said})`;
  if (decision === "cannot_do") return `(the step cannot be done: ${said})`;
  const nonce = closing.exec(rest.at(-1) ?? "")?.[1];
  return nonce === undefined ? text : withoutForm(rest.slice(0, -1), nonce).join("\n");
}

/** Code may hold lines that look like the form: only this nonce makes a marker. */
function withoutForm(lines: readonly string[], nonce: string): readonly string[] {
  const shown = new Map<string, readonly string[]>([
    [`=====UNIT ${nonce}`, []],
    [`=====SEARCH ${nonce}`, ["<<< old text"]],
    [`=====REPLACE ${nonce}`, [">>> new text"]],
  ]);
  const marked = lines.findIndex((line) => shown.has(line));
  const begin = marked < 0 ? lines.length : marked;
  return [
    ...lines.slice(0, begin).map((line) => line.replace(/^IMPORT([+-]) /, "$1 ")),
    ...lines.slice(begin).flatMap((line) => shown.get(line) ?? [line]),
  ];
}
