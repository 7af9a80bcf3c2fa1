#!/usr/bin/env node
// The command line's door: checks the version of Node with old syntax, then loads the rest.
import "./node-version.js";

const { main } = await import("../src/cli.ts");
await main(process.argv.slice(2));
