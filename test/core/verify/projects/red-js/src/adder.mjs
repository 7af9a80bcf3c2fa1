export const add = (a, b) => a + b;
export const half = (text) => text.length / 2;
