// Tables for people: plain text with aligned columns, and Markdown.
import { displayWidth, padEnd } from "./text.js";

/** The width of each column: its widest cell, the heading included. */
function widthsOf(table) {
  return table.columns.map((name, at) =>
    Math.max(displayWidth(name), ...table.rows.map((row) => displayWidth(row[at]))),
  );
}

/** A table as lines of text: heading, rule, rows; columns are two spaces apart. */
export function renderText(table) {
  const widths = widthsOf(table);
  const line = (cells) =>
    cells
      .map((cell, at) => padEnd(cell, widths[at]))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [line(table.columns), rule, ...table.rows.map(line)].join("\n");
}

/** A table as GitHub-flavoured Markdown; pipes and line ends inside cells are escaped. */
export function renderMarkdown(table) {
  const escaped = (cell) => cell.replaceAll("|", "\\|").replaceAll("\n", "<br>");
  const line = (cells) => `| ${cells.map(escaped).join(" | ")} |`;
  const rule = `|${table.columns.map(() => "---").join("|")}|`;
  return [line(table.columns), rule, ...table.rows.map(line)].join("\n");
}
