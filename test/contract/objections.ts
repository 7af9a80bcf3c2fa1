// What GitHub's description objects to in requests of tests that answer them by single mocks.

const objections: string[] = [];

export const object = (problem: string): void => void objections.push(problem);

/** All since the last call. */
export const takeObjections = (): readonly string[] => objections.splice(0);
