// Figures for the terminal: one line of JSON, or one line each.

export function print(figures: object, json: boolean): void {
  if (json) return console.log(JSON.stringify(figures));
  for (const [name, value] of Object.entries(figures))
    console.log(`${name.padEnd(20)} ${String(value)}`);
}
