#!/usr/bin/env node
// The command line's door: checks the version of Node with old syntax, then loads the rest.
import "./node-version.js";

import("../src/cli.ts").then((cli) => cli.main(process.argv.slice(2)));
