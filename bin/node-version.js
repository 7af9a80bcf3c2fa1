// Old syntax only: tells an old Node what to do before anything newer is loaded.
var parts = process.versions.node.split(".").map(Number);
if (parts[0] < 22 || (parts[0] === 22 && parts[1] < 20)) {
  console.error(
    "Quorum needs Node 22.20 or newer; this is Node " + process.versions.node + ". " +
    "Run it through npm (npm run quorum -- ...) after a plain `npm ci`, which brings Node 24 along, or install a newer Node."
  );
  process.exit(1);
}
