// Real code for tasks: functions read out of installed packages at run time, never copied.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { no, ok, type Result } from "../core/kernel.ts";

export interface Source {
  /** The package on the npm registry, and its exact version. */
  readonly name: string;
  readonly version: string;
  /** The file in the package, and its function. */
  readonly file: string;
  readonly symbol: string;
  /** SHA-256 of the function's text, as hexadecimal digits. */
  readonly sha256: string;
}

const modules = new URL("../../node_modules/", import.meta.url);

/**
 * The text of the function, from its first to its last line. It must be what the task was written
 * for: fails with a sentence where the package has another version or another text.
 */
export function packageText({
  name,
  version,
  file,
  symbol,
  sha256,
}: Source): Result<string, string> {
  const read = (path: string): string =>
    readFileSync(fileURLToPath(new URL(`${name}/${path}`, modules)), "utf8");
  let text: string;
  try {
    const installed: unknown = JSON.parse(read("package.json"));
    const found = installed && typeof installed === "object" && Reflect.get(installed, "version");
    if (found !== version) return no(`needs ${name} ${version}, but ${String(found)} is installed`);
    text = read(file);
  } catch (error) {
    return no(`${name}: ${error instanceof Error ? error.message : String(error)}; run npm ci`);
  }
  const found = functionIn(text, symbol);
  if (found === null) return no(`${name}/${file} has no function ${symbol}`);
  const digest = createHash("sha256").update(found).digest("hex");
  return digest === sha256 ? ok(found) : no(`${symbol} of ${name} has the digest ${digest}`);
}

/** A function declaration of the top level: it ends with the first brace in the first column. */
function functionIn(text: string, symbol: string): string | null {
  const head = String.raw`^(?:export )?(?:async )?function\*? ${symbol.replaceAll("$", "\\$")}\b`;
  const whole = new RegExp(`${head}[^]*?^\\}$`, "m").exec(text.replaceAll("\r\n", "\n"));
  return whole?.[0] ?? null;
}
