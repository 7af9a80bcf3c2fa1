// The names of code in people's sentences: in backticks, called, or made of several parts.

const identifier = /[\p{L}_$][\p{L}\p{N}_$]{1,60}/gu;
const parted = /.[_$]|\p{Ll}\p{Lu}/u;

/** Each name once, in the order of the text. */
export function spokenNames(words: string): readonly string[] {
  const names = words.split("`").flatMap((part, i) => {
    const quoted = i % 2 === 1;
    return Array.from(part.matchAll(identifier), ({ 0: name, index }) => {
      const called = part[index + name.length] === "(";
      return quoted || called || parted.test(name) ? [name] : [];
    }).flat();
  });
  return [...new Set(names)];
}
