// Which files of a repository are its own work.

const made = new Set(["node_modules", "vendor", "third_party", "dist", "build", "out"]);
const locks = new Set([
  "package-lock.json",
  "npm-shrinkwrap.json",
  "yarn.lock",
  "pnpm-lock.yaml",
  "cargo.lock",
  "composer.lock",
  "gemfile.lock",
  "poetry.lock",
  "uv.lock",
  "go.sum",
]);

/** True for what was copied, generated or built: it is known by its path alone. */
export function isVendored(path: string): boolean {
  const parts = path.toLowerCase().split("/");
  const name = parts.pop() ?? "";
  if (parts.some((part) => made.has(part))) return true;
  return locks.has(name) || /\.(?:min\.(?:js|css)|map|snap|svg)$/.test(name);
}
