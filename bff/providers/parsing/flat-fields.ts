/** The fields of a callback that is flat: what they are, and how many and how long they may be. */

/** Scalars of a request or callback by name, each as the text that was sent or received. */
export type Fields = ReadonlyMap<string, string>;

export type FlatReading =
  | { readonly ok: true; readonly fields: Fields }
  | { readonly ok: false; readonly reason: string };

/** The providers send some twenty. */
export const mostFields = 100;
/** In characters. Their names have at most twenty. */
const longestName = 64;
/** In characters. A field may be an address that we gave. */
const longestText = 2048;

/** Whether a field is longer than any that a provider sends. Looked at before anything reads its text. */
export function isTooLong(name: string, text: string): boolean {
  return name.length > longestName || text.length > longestText;
}
