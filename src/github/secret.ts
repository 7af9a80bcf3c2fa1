// Whether a secret can be guessed: too short, too plain, or made of words and runs of keys.

export const secretLengthMin = 16;
/** Of 16 random hexadecimal digits, fewer are distinct once in 31,000 times. */
const distinctMin = 6;
/** Of 16 random hexadecimal digits, fewer do not follow from others once in 15,000 times. */
const freshMin = 7;

/** Neighbours in these are what a finger or a child says next; forwards and backwards. */
const rows = ["01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
const words =
  "password passwort passphrase secret webhook quorum github changeme change development default " +
  "example admin letmein welcome token login test hello please monkey dragon master root user";
const known = new RegExp(words.split(" ").join("|"), "g");
/** How letters are disguised. */
const disguises: Readonly<Record<string, string>> = { "0": "o", "3": "e", "@": "a", $: "s" };

/** @returns whether somebody who tries what people choose would find it. */
export function isWeak(secret: string): boolean {
  if (secret.length < secretLengthMin || new Set(secret).size < distinctMin) return true;
  return freshCharacters(secret.toLowerCase()) < freshMin;
}

/** How many characters neither belong to a known word nor follow from those before them. */
function freshCharacters(text: string): number {
  const plain = text.replace(/[03@$]/g, (one) => disguises[one] ?? one);
  const taken = new Set<number>();
  for (const { index, 0: word } of plain.matchAll(known))
    for (let i = 0; i < word.length; i += 1) taken.add(index + i);
  let fresh = 0;
  for (let i = 0; i < text.length; i += 1) if (!taken.has(i) && !follows(text, i)) fresh += 1;
  return fresh;
}

function follows(text: string, i: number): boolean {
  if (i === 0) return false;
  const [before, here] = [text.charAt(i - 1), text.charAt(i)];
  const near = [before + here, here + before];
  if (before === here || rows.some((row) => near.some((pair) => row.includes(pair)))) return true;
  return i >= 2 && text.slice(0, i).includes(text.slice(i - 2, i + 1));
}
