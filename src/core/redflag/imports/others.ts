// Whether a module that Python, Go, Rust or Ruby imports is there.
import { textAt } from "../../tree.ts";
import type { Named } from "./named.ts";
import { anyPath, folderOf, has, joined, textsOf, type Found, type ImportPlace } from "./place.ts";
import { ofGo, ofPython, ofRuby, ofRust } from "./standard.ts";

/** A name as manifests spell it in one way or another. */
export const plain = (text: string): string => text.toLowerCase().replace(/[-_.]+/g, "");

/** What a manifest calls packages whose modules have another name. */
const otherNames: Readonly<Record<string, string>> = {
  bs4: "beautifulsoup",
  Crypto: "pycrypto",
  cv2: "opencv",
  dateutil: "dateutil",
  docx: "pythondocx",
  dotenv: "dotenv",
  fitz: "pymupdf",
  gi: "pygobject",
  git: "gitpython",
  jwt: "jwt",
  magic: "pythonmagic",
  MySQLdb: "mysqlclient",
  OpenSSL: "pyopenssl",
  PIL: "pillow",
  pkg_resources: "setuptools",
  pptx: "pythonpptx",
  serial: "pyserial",
  skimage: "scikitimage",
  sklearn: "scikitlearn",
  yaml: "yaml",
  zmq: "zmq",
};

const pythonManifests = new RegExp(
  "^(?:requirements.*\\.(?:txt|in)|constraints.*\\.txt|pyproject\\.toml|setup\\.(?:py|cfg)|" +
    "Pipfile(?:\\.lock)?|environment.*\\.ya?ml|(?:poetry|uv|pdm)\\.lock|tox\\.ini|noxfile\\.py)$",
);

export function inPython({ name, relative }: Named, place: ImportPlace): Found {
  if (relative) return besidePython(name, place);
  const top = name.split(".")[0] ?? name;
  if (ofPython.has(top)) return true;
  const own = (path: string): boolean =>
    path.split("/").some((part) => part === top || part.split(".")[0] === top);
  if (anyPath(place, own)) return true;
  const manifests = textsOf(place, pythonManifests).map(plain);
  if (manifests.length === 0) return null;
  const called = plain(Object.hasOwn(otherNames, top) ? (otherNames[top] ?? top) : top);
  return manifests.some((text) => text.includes(called));
}

function besidePython(name: string, place: ImportPlace): Found {
  const dots = /^\.+/.exec(name)?.[0].length ?? 0;
  const folder = joined(folderOf(place.path), "../".repeat(dots - 1));
  if (folder === null) return false;
  const module = name.slice(dots).replaceAll(".", "/");
  if (module === "") return true;
  const target = folder === "" ? module : `${folder}/${module}`;
  if (["py", "pyi", "pyx", "so"].some((ending) => has(place, `${target}.${ending}`))) return true;
  return anyPath(place, (path) => path.startsWith(`${target}/`) || path.startsWith(`${target}.`));
}

export function inGo({ name }: Named, place: ImportPlace): Found {
  if (ofGo.has(name)) return true;
  const manifests = textsOf(place, /^go\.(?:mod|sum|work\.sum)$|^modules\.txt$/);
  if (manifests.length === 0) return null;
  const paths = manifests.flatMap((text) =>
    [...text.matchAll(/(?:^|\s)((?:[\w.~-]+\/)*[\w.~-]+)(?=\s|$)/g)].map(([, path]) => path ?? ""),
  );
  const known = new Set(paths);
  const parts = name.split("/");
  return parts.some((_, i) => known.has(parts.slice(0, i + 1).join("/")));
}

export function inRust({ name }: Named, place: ImportPlace): Found {
  if (ofRust.has(name) || /^[A-Z]/.test(name)) return true;
  const manifests = textsOf(place, /^Cargo\.(?:toml|lock)$/);
  if (manifests.length === 0) return null;
  const words = manifests.flatMap((text) => text.match(/[\w-]+/g) ?? []);
  if (words.some((word) => plain(word) === plain(name))) return true;
  const own = (path: string): boolean =>
    path.split("/").some((part) => part === name || part === `${name}.rs`);
  if (anyPath(place, own)) return true;
  // A module or an import of the file itself.
  const text = textAt(place.tree, place.path) ?? "";
  return new RegExp(`\\b(?:mod|as)\\s+${name}\\b|::\\s*\\{?[^;]*\\b${name}\\b\\s*[,;}]`).test(text);
}

export function inRuby({ name, relative }: Named, place: ImportPlace): Found {
  const file = name.endsWith(".rb") ? name : `${name}.rb`;
  if (relative) {
    const target = joined(folderOf(place.path), file);
    return target !== null && has(place, target);
  }
  const top = (name.split("/")[0] ?? name).replace(/\.(?:rb|so)$/, "");
  if (ofRuby.has(top)) return true;
  if (anyPath(place, (path) => path === file || path.endsWith(`/${file}`))) return true;
  const manifests = textsOf(place, /^Gemfile(?:\.lock)?$|\.gemspec$|^gems\.rb$/).map(plain);
  if (manifests.length === 0) return null;
  const rails = /^(?:active|action)_?[a-z]+$/.test(top) ? "rails" : plain(top);
  return manifests.some((text) => text.includes(plain(top)) || text.includes(rails));
}
