// Loose objects as git writes them: a process for each would cost many times what the write does.
import { createHash, randomUUID } from "node:crypto";
import { access, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { deflate } from "node:zlib";

const deflated = promisify(deflate);

/**
 * Writes an object that stands whole or not at all, whoever else writes it.
 * Source: gitformat-loose; Pro Git, "Git Internals - Git Objects".
 * @returns its hash. Rejects when the file cannot be written.
 */
export async function writeLoose(
  dir: string,
  type: "blob" | "commit" | "tree",
  content: string | Uint8Array,
): Promise<string> {
  const bytes = Buffer.from(content);
  const whole = Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes]);
  const sha = createHash("sha1").update(whole).digest("hex");
  const path = join(dir, "objects", sha.slice(0, 2), sha.slice(2));
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (there) return sha;
  const made = join(dir, "objects", `tmp_obj_${randomUUID()}`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(made, await deflated(whole), { mode: 0o444, flag: "wx" });
  await rename(made, path);
  return sha;
}
