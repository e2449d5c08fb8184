export class StoredNamesError extends TypeError {
  override readonly name = "StoredNamesError";
}

/**
 * Reads a column that holds a JSON list of known names. Throws {@link StoredNamesError}, or a SyntaxError, when the text is anything else: only we write it.
 *
 * @param what for the error.
 */
export function readStoredNames<Name extends string>(
  text: string,
  known: readonly Name[],
  what: string,
): Name[] {
  const isKnown = (value: unknown): value is Name => known.some((name) => name === value);
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list) || !list.every(isKnown))
    throw new StoredNamesError(`${what} are not a list of known ones`);
  return list;
}
