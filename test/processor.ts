// Processor time, which a busy machine does not lengthen: for work that could take for ever.

/** @returns milliseconds of processor time that this process spent on the work. */
export function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
