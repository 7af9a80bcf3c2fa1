// Whether a header that C or C++ includes is there.
import type { Named } from "./named.ts";
import { plain } from "./others.ts";
import { anyPath, textsOf, type Found, type ImportPlace } from "./place.ts";
import { ofC } from "./standard.ts";

/** Headers that a build makes. */
const madeHeader = /config|version|^(?:moc|ui|qrc)_|\.pb\.h|generated|\.tab\.h|\.inc$/i;

const builds = new RegExp(
  "^(?:CMakeLists\\.txt|meson\\.build|configure(?:\\.ac|\\.in)?|(?:GNU)?[Mm]akefile.*|SConstruct|" +
    "conanfile\\.\\w+|vcpkg\\.json|(?:BUILD|WORKSPACE|MODULE)(?:\\.bazel)?)$|" +
    "\\.(?:cmake|mk|am|pro|gyp|pc\\.in|bzl)$",
);

/** In quotes: a file of the repository. In angle brackets: of a system or a library, too. */
export function inC({ name, relative }: Named, place: ImportPlace): Found {
  if (madeHeader.test(name)) return null;
  if (!relative && isStandard(name)) return true;
  const last = name.slice(name.lastIndexOf("/") + 1);
  const own = anyPath(place, (path) => {
    const file = path.slice(path.lastIndexOf("/") + 1);
    return file === last || file === `${last}.in` || file === `${last}.cmake`;
  });
  if (own || relative) return own;
  const manifests = textsOf(place, builds).map(plain);
  if (manifests.length === 0) return null;
  const library = plain(name.replace(/\/.*|\.\w+$/g, ""));
  return manifests.some((text) => text.includes(library));
}

/** Folders of operating systems and their tools, and headers of Windows and Qt. */
const systems = new RegExp(
  "^(?:sys|linux|asm|asm-generic|net|netinet|netinet6|netpacket|arpa|rpc|bits|mach|mach-o|" +
    "machine|malloc|os|libkern|experimental|ext|sanitizer|valgrind|" +
    "[A-Z]\\w+)/|^Q[A-Z]\\w*$|^(?:win|ws2|mm|sh|shl|db)\\w*\\.h$",
);

const isStandard = (name: string): boolean =>
  ofC.has(name.replace(/\.h$/, "")) || systems.test(name) || /^c[a-z]+$/.test(name);
