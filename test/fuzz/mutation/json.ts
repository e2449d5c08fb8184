/** JSON with one thing in it that is another. */
import fc, { type Arbitrary } from "fast-check";
import { asJson, hardTexts, type Json } from "../schema/values.ts";

type Path = readonly (string | number)[];

/** Every place in the value, the whole of it included. */
export function placesOf(value: Json, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, part]) => placesOf(part, [...path, name]))];
}

/** The value with another one at the place; undefined takes the place away. */
function changed(
  value: Json,
  [first, ...rest]: Path,
  change: (old: Json) => Json | undefined,
): Json | undefined {
  if (first === undefined) return change(value);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, part]): [string, Json][] => {
    const after = name === String(first) ? changed(part, rest, change) : part;
    return after === undefined ? [] : [[name, after]];
  });
  return Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
}

const otherValues: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  [],
  {},
  [[]],
  [null],
  { a: { b: {} } },
  ...hardTexts,
];

const numbers: readonly string[] = ["1e999", "-0", "0123", "1.", "9".repeat(70), "1e-400", "0x10", "NaN"];

/** How a value becomes another: told by its kind, so that `150.00` becomes `150.001` more often than `[]`. */
function another(old: Json): Arbitrary<Json | undefined> {
  const any = fc.oneof(
    fc.constantFrom(...otherValues),
    fc.constant(undefined),
    fc.constant([old]),
    fc.constant({ value: old }),
    fc.jsonValue({ maxDepth: 2 }).map(asJson),
  );
  if (typeof old !== "string") return any;
  const texts = fc.oneof(
    fc.constantFrom(...hardTexts),
    fc
      .nat(old.length)
      .chain((at) =>
        fc
          .string({ unit: "binary", minLength: 1, maxLength: 3 })
          .map((text) => old.slice(0, at) + text + old.slice(at)),
      ),
    fc.nat(old.length).map((at) => old.slice(0, at) + old.slice(at + 1)),
    fc.constantFrom(old.toUpperCase(), ` ${old}`, `${old} `, `${old}0`, old + old, `${old}\u0000`, `-${old}`),
    fc.integer({ min: 1, max: 2_000 }).map((times) => (old || "x").repeat(times).slice(0, 20_000)),
  );
  return fc.oneof({ weight: 2, arbitrary: texts }, { weight: 1, arbitrary: any });
}

/** The value with one place changed, taken away or added to. */
export function mutatedJson(value: Json): Arbitrary<Json> {
  const places = placesOf(value);
  return fc.constantFrom(...places).chain((path) => {
    const name = fc.constantFrom("surprise", "__proto__", "constructor", "", "amount", "status");
    const added = fc
      .tuple(name, fc.constantFrom(...otherValues))
      .map(([key, extra]) =>
        changed(value, path, (old) =>
          typeof old === "object" && old !== null && !Array.isArray(old)
            ? Object.fromEntries([...Object.entries(old), [key, extra]])
            : old,
        ),
      );
    let held: Json = null;
    changed(value, path, (old) => {
      held = old;
      return old;
    });
    const replaced = another(held).map((other) => changed(value, path, () => other));
    return fc
      .oneof({ weight: 5, arbitrary: replaced }, { weight: 1, arbitrary: added })
      .map((after) => after ?? null);
  });
}

/** JSON text that no value makes: keys that come twice, numbers that are none, text behind the end. */
export function mutatedJsonText(value: Json): Arbitrary<string> {
  const text = JSON.stringify(value);
  const twice = fc.constantFrom(...placesOf(value)).chain((path) => {
    const name = path.at(-1);
    const key = JSON.stringify(String(name ?? "a"));
    return fc.constantFrom(...otherValues).map((extra) => {
      const again = `${key}:${JSON.stringify(extra)}`;
      return text.startsWith("{") ? `{${again},${text.slice(1)}` : text;
    });
  });
  const odd = fc
    .constantFrom(...numbers)
    .map((number) => text.replace(/:"?-?\d+(\.\d+)?"?/, () => `:${number}`));
  const wrapped = fc.constantFrom(
    `\ufeff${text}`,
    `${text}x`,
    `${text}${text}`,
    `[${text}]`,
    ` \n${text}\t`,
    `${text}\u0000`,
    `(${text})`,
    `'${text}'`,
  );
  const escaped = fc.constant(
    text.replace(/[a-z]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`),
  );
  return fc.oneof(twice, odd, wrapped, escaped);
}
