// Whether a module that JavaScript or TypeScript imports is there.
import type { Named } from "./named.ts";
import { anyPath, folderOf, has, joined, textsOf, type Found, type ImportPlace } from "./place.ts";
import { ofNode } from "./standard.ts";

const endings = "js mjs cjs ts mts cts tsx jsx d.ts json vue svelte node".split(" ");
/** What a compiler writes beside what it reads. */
const made = /(?:^|\/)(?:dist|build|out|lib|gen|generated|coverage|\$types|_generated)(?:\/|$)/;
/** Names that a bundler or a settings file makes up. */
const alias = /^[#~$/]|^@\/|[:?!*]/;
const dependencies = /"((?:@[\w.-]+\/)?[\w.-]+)"\s*:/g;

export function inJavaScript({ name, relative }: Named, place: ImportPlace): Found {
  if (relative) return beside(name, place);
  if (name.startsWith("node:")) return ofNode.has(name.slice(5).split("/")[0] ?? "");
  if (alias.test(name)) return null;
  const root = packageOf(name);
  if (ofNode.has(root)) return true;
  const manifests = textsOf(place, /^package\.json$/);
  if (manifests.length === 0) return null;
  const declared = (text: string): boolean =>
    text.includes(`"@types/${root}"`) ||
    [...text.matchAll(dependencies)].some(([, d]) => d === root);
  if (manifests.some((text) => declared(text) || text.includes(`"name": "${root}"`))) return true;
  const locks = textsOf(place, /^(?:package-lock\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock)$/);
  if (locks.some((text) => locked(text, root))) return true;
  return mapped(root, place) ? null : false;
}

export const packageOf = (name: string): string => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name;

const locked = (text: string, root: string): boolean =>
  [
    `node_modules/${root}"`,
    `\n${root}@`,
    `\n"${root}@`,
    `/${root}@`,
    ` ${root}@`,
    `'${root}@`,
  ].some((shape) => text.includes(shape));

/** Settings may map names to folders; then one that a folder or file bears may be meant. */
function mapped(root: string, place: ImportPlace): boolean {
  const maps = textsOf(
    place,
    /^(?:[jt]sconfig.*\.json|(?:vite|webpack|rollup|jest|next)\..*|babel.*)$/,
  );
  const [first = root] = root.split("/");
  if (
    maps.some((text) =>
      new RegExp(`["'\`]${first.replace(/[.*+?^$|()[\]\\{}]/g, "\\$&")}\\b`).test(text),
    )
  )
    return true;
  if (
    !maps.some((text) => /"(?:baseUrl|paths)"|\balias\b|moduleDirectories|modulePaths/.test(text))
  )
    return false;
  return anyPath(place, (path) => path.split("/").some((part) => part.split(".")[0] === first));
}

function beside(name: string, place: ImportPlace): Found {
  const target = joined(folderOf(place.path), name.replace(/[?#].*$/, ""));
  if (target === null) return false;
  if (made.test(target)) return null;
  const bare = target.replace(/\.(?:[cm]?js|jsx)$/, "");
  const tried = [
    target,
    ...endings.map((e) => `${target}.${e}`),
    ...endings.map((e) => `${bare}.${e}`),
  ];
  const folder = target === "" ? "" : `${target}/`;
  const indexes = [`${folder}package.json`, ...endings.map((ending) => `${folder}index.${ending}`)];
  return [...tried, ...indexes].some((path) => has(place, path));
}
