// Takes memory until it is stopped.
const taken: Buffer[] = [];
setInterval(() => taken.push(Buffer.alloc(4_000_000, 1)), 1);
