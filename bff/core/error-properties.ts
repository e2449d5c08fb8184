/** What Node and the drivers put on an error beside its message. */

/** Undefined for what is no object, too: anything can be thrown. */
export function propertyOf(error: unknown, name: string): unknown {
  return typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined;
}

/** A text or a number on the error, as text. Undefined where there is none, or anything else. */
export function textOf(error: unknown, name: string): string | undefined {
  const value = propertyOf(error, name);
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** The code of a failed call (`ENOENT`), or of PostgreSQL (`23505`). A number says nothing: `AbortError` has 20. */
export function codeOf(error: unknown): string | undefined {
  const code = propertyOf(error, "code");
  return typeof code === "string" ? code : undefined;
}
