/** Base32 (RFC 4648), in which authenticators take their secrets. */

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const bitsPerCharacter = 5;

/** Large and small letters are the same; blanks and the `=` at the end mean nothing. @returns undefined for other text. */
export function fromBase32(text: string): Uint8Array | undefined {
  const characters = text.replace(/[\s=-]/g, "").toUpperCase();
  if (!/^[A-Z2-7]+$/.test(characters)) return undefined;
  const bytes: number[] = [];
  let [bits, value] = [0, 0];
  for (const character of characters) {
    value = (value << bitsPerCharacter) | alphabet.indexOf(character);
    bits += bitsPerCharacter;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 0xff);
    value &= (1 << bits) - 1;
  }
  return Uint8Array.from(bytes);
}

export function toBase32(bytes: Uint8Array): string {
  let [bits, value, text] = [0, 0, ""];
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= bitsPerCharacter) {
      bits -= bitsPerCharacter;
      text += alphabet.charAt((value >> bits) & 31);
    }
    value &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + alphabet.charAt((value << (bitsPerCharacter - bits)) & 31);
}
