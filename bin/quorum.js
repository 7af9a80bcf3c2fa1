#!/usr/bin/env node
// The command line's door: checks the version of Node with old syntax, then loads the rest.
import "./node-version.js";

// The sources are compiled once for all calls; the folder is its installer's alone.
const { enableCompileCache } = await import("node:module");
const { fileURLToPath } = await import("node:url");
enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/compiled", import.meta.url)));

const { main } = await import("../src/cli.ts");
await main(process.argv.slice(2));
