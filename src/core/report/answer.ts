// A step's answer as people read it: what it would write, without the form that models answer in.

const header = /^EDIT \S+ \S+ (edit|no_change_needed|cannot_do) \S+$/;
const marker = /^=====(UNIT|SEARCH|REPLACE|END) \S+$/;
const shown = { UNIT: null, SEARCH: "<<< old text", REPLACE: ">>> new text", END: null } as const;

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
  const lines = rest.flatMap((line) => {
    const kind = marker.exec(line)?.[1];
    if (!isMarker(kind)) return [line.replace(/^IMPORT([+-]) /, "$1 ")];
    return shown[kind] ?? [];
  });
  return lines.join("\n");
}

const isMarker = (kind: string | undefined): kind is keyof typeof shown =>
  kind !== undefined && Object.hasOwn(shown, kind);
