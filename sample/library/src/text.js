// Text of a fixed width, counted in characters as people see them.

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** How many characters a text shows; an accent or an emoji with its modifiers counts once. */
export function displayWidth(text) {
  let width = 0;
  for (const _ of segmenter.segment(text)) width += 1;
  return width;
}

/** The text with spaces behind it, at least `width` wide. */
export function padEnd(text, width) {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

/** The text with spaces before it, at least `width` wide. */
export function padStart(text, width) {
  return " ".repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** The text, or as much of it as fits with an ellipsis as the last character. */
export function shorten(text, width) {
  if (displayWidth(text) <= width) return text;
  const characters = [...segmenter.segment(text)].map((part) => part.segment);
  return `${characters.slice(0, Math.max(0, width - 1)).join("")}…`;
}
