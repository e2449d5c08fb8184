/**
 * Finds text that no field of a request may hold. It is checked once for the whole request instead of in
 * every schema.
 */
import type { FieldError } from "../core/errors.ts";
import { objectToCharacters } from "../core/forbidden-characters.ts";

interface Place {
  readonly path: string;
  readonly value: unknown;
}

/** In characters. No field has a longer name, so a path in an error needs no more of a longer one. */
const longestName = 64;

/** More levels than any request has. A body of nothing but brackets is refused before any code recurses into it. */
const mostLevels = 32;

/** They turn the order of what stands beside them, so that a text reads as another one. */
const bidi = /\p{Bidi_Control}/u;
/** The only fields that may have several lines: an operator's own words. */
const fieldsWithLines = new Set(["note"]);

function objectTo(text: string, field: string): string | null {
  const objection = objectToCharacters(text, fieldsWithLines.has(field));
  if (objection !== null) return objection;
  return bidi.test(text) ? "must not hold characters that change the direction of text" : null;
}

function childrenOf({ path, value }: Place): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const under = path === "" ? "" : `${path}.`;
  return Object.entries(value).map(([key, child]) => ({
    path: `${under}${key.slice(0, longestName)}`,
    value: child,
  }));
}

function keyErrors({ path, value }: Place): FieldError[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const objection = key === "__proto__" ? "is not a known field" : objectTo(key, "");
    if (objection === null) return [];
    const name = key === "__proto__" ? key : "?";
    return [{ path: path === "" ? name : `${path}.${name}`, message: objection }];
  });
}

/** Looks through a parsed JSON value level by level, without recursion, so that depth costs nothing. */
export function findForbiddenText(root: unknown): FieldError[] {
  const errors: FieldError[] = [];
  let places: Place[] = [{ path: "", value: root }];
  for (let level = 0; places.length > 0; level++) {
    if (level > mostLevels) return [{ path: "", message: `must not be nested deeper than ${mostLevels}` }];
    for (const place of places) {
      const objection = typeof place.value === "string" ? objectTo(place.value, place.path) : null;
      if (objection !== null) errors.push({ path: place.path, message: objection });
      errors.push(...keyErrors(place));
    }
    if (errors.length > 0) return errors;
    places = places.flatMap(childrenOf);
  }
  return errors;
}
