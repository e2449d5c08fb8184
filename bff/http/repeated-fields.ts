/**
 * Finds the fields that stand twice in one object of a JSON text. `JSON.parse` keeps the last of them, and what looked at
 * the request before us may have kept the first.
 */
import type { FieldError } from "../core/errors.ts";

/** Whatever gives a JSON text its form: texts, brackets, commas and colons. */
const signs = /"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|[{}[\],:]/g;
const longestName = 64;
const mostFound = 10;

interface Level {
  /** Null in a list. */
  readonly names: Set<string> | null;
  /** Of the field or the entry in which the reading is. */
  name: string;
  index: number;
  /** The next text is a field's name. */
  expectsName: boolean;
}

/** @param text valid JSON of few levels. */
export function findRepeatedFields(text: string): FieldError[] {
  const errors: FieldError[] = [];
  const levels: Level[] = [];
  for (const [sign] of text.matchAll(signs)) {
    const level = levels.at(-1);
    if (sign === "{") levels.push({ names: new Set(), name: "", index: 0, expectsName: true });
    else if (sign === "[") levels.push({ names: null, name: "0", index: 0, expectsName: false });
    else if (sign === "}" || sign === "]") levels.pop();
    else if (level !== undefined && sign === ",") step(level);
    else if (level?.names != null && level.expectsName && sign !== ":") {
      const name = String(JSON.parse(sign));
      level.name = name.slice(0, longestName);
      level.expectsName = false;
      if (level.names.has(name)) errors.push({ path: pathOf(levels), message: "is given more than once" });
      level.names.add(name);
      if (errors.length >= mostFound) return errors;
    }
  }
  return errors;
}

function step(level: Level): void {
  level.index += 1;
  if (level.names === null) level.name = String(level.index);
  else level.expectsName = true;
}

function pathOf(levels: readonly Level[]): string {
  return levels.map(({ name }) => name).join(".");
}
