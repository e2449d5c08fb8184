/** The OpenAPI document as it is served, and its parts by their pointers. */
import { describeApi } from "../../../bff/http/openapi.ts";

export interface Json {
  readonly [key: string]: unknown;
}

export interface Part {
  readonly pointer: readonly string[];
  readonly value: Json;
}

export const document: Json = describeApi({
  publicUrl: "https://pay.cantina-del-sol.mx",
  version: "1.0.0",
});

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Examples and defaults hold no parts of the document. */
const values: ReadonlySet<string> = new Set(["example", "examples", "default", "enum", "const"]);

function isValue(name: string, parent: string | undefined): boolean {
  return values.has(name) && parent !== "properties" && parent !== "responses" && parent !== "components";
}

/** Every object of the document, the outer ones first. */
export function partsOf(value: unknown, pointer: readonly string[] = []): readonly Part[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => partsOf(each, [...pointer, String(index)]));
  if (!isObject(value)) return [];
  const below = Object.entries(value)
    .filter(([name]) => !isValue(name, pointer.at(-1)))
    .flatMap(([name, child]) => partsOf(child, [...pointer, name]));
  return [{ pointer, value }, ...below];
}

/** The object that a reference leads to; the object itself where it is none. */
export function follow(value: unknown): Json {
  if (!isObject(value)) throw new Error("no object");
  const { $ref: ref } = value;
  if (typeof ref !== "string") return value;
  return follow(
    ref
      .replace("#/", "")
      .split("/")
      .reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), document),
  );
}

/** The examples of a media type or parameter, whichever way they are written. */
export function examplesOf({ example, examples }: Json): readonly unknown[] {
  if (isObject(examples)) return Object.values(examples).map((each) => follow(each).value);
  return example === undefined ? [] : [example];
}
