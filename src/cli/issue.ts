// An issue in a Markdown file: the first heading or line is the title, the rest the body.

export function splitIssue(text: string): { readonly title: string; readonly body: string } {
  const [first = "", ...rest] = text.replaceAll("\r\n", "\n").trimStart().split("\n");
  return { title: first.replace(/^#+\s*/, "").trim(), body: rest.join("\n").trim() };
}
