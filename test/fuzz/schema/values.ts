/** JSON Schema → arbitrary values of it, with those at the bounds more often than chance would have them. */
import fc, { type Arbitrary } from "fast-check";
import type { Components, JsonSchema } from "./document.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * A better guess for one place than its schema allows, such as an account that exists.
 * @param path names of properties, such as `amount.value`; the name of a component at its root
 */
export type Hint = (path: readonly string[]) => Arbitrary<Json> | undefined;

const longText = 300;
const longList = 6;
/** How often a hint is taken, of this many. */
const hinted = 5;

/** Texts that have hurt somebody. None is longer than most fields allow. */
export const hardTexts = [
  "",
  " ",
  "0",
  "null",
  "undefined",
  "__proto__",
  "constructor",
  "toString",
  "a'; drop table sessions; --",
  "<script>alert(1)</script>",
  "{{7*7}}",
  "../../etc/passwd",
  "%00",
  "\u0000",
  "\n",
  "\u202e",
  "\ufeff",
  "\ud800",
  "😀",
  "e\u0301",
  "ß",
  "１",
  "NaN",
  "1e9",
  "-0",
] as const;

export const anyText: Arbitrary<string> = fc.oneof(
  fc.constantFrom(...hardTexts),
  fc.string({ maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 10 }),
  fc.string({ unit: "grapheme", maxLength: 10 }),
);

function textOf(schema: JsonSchema): Arbitrary<string> {
  const { minLength = 0, maxLength = longText, pattern, format } = schema;
  if (format === "email") return fc.emailAddress().filter((text) => /^[\w.+'-]+@/.test(text));
  if (format === "date-time") {
    const date = fc.date({ min: new Date(0), max: new Date("9999-12-31"), noInvalidDate: true });
    return date.map((at) => at.toISOString());
  }
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const most = Math.min(maxLength, longText);
  return fc.oneof(
    { weight: 4, arbitrary: fc.string({ minLength, maxLength: Math.min(most, minLength + 20) }) },
    {
      weight: 1,
      arbitrary: fc.string({ unit: "grapheme", minLength, maxLength: Math.min(most, minLength + 10) }),
    },
    { weight: 1, arbitrary: fc.constantFrom(minLength, maxLength).map((length) => "x".repeat(length)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ...hardTexts.filter((text) => text.length >= minLength && text.length <= maxLength),
      ),
    },
  );
}

function numberOf({ minimum = -1e9, maximum = 1e9 }: JsonSchema): Arbitrary<number> {
  return fc.oneof(fc.integer({ min: minimum, max: maximum }), fc.constantFrom(minimum, maximum));
}

interface Reader {
  readonly components: Components;
  readonly hint: Hint;
}

function objectOf(schema: JsonSchema, path: readonly string[], reader: Reader): Arbitrary<Json> {
  const { properties, additionalProperties, propertyNames = {}, required = [] } = schema;
  if (properties === undefined && typeof additionalProperties === "object") {
    const value = valueAt(additionalProperties, [...path, "*"], reader);
    return fc.dictionary(textOf(propertyNames), value, { maxKeys: 22 });
  }
  const fields = Object.entries(properties ?? {}).map(
    ([name, field]) => [name, valueAt(field, [...path, name], reader)] as const,
  );
  return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] });
}

function ofType(type: string, schema: JsonSchema, path: readonly string[], reader: Reader): Arbitrary<Json> {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number":
      return numberOf(schema);
    case "string":
      return textOf(schema);
    case "array": {
      const { items = {}, minItems = 0, maxItems = longList } = schema;
      return fc.array(valueAt(items, [...path, "*"], reader), {
        minLength: minItems,
        maxLength: Math.min(maxItems, longList),
      });
    }
    case "object":
      return objectOf(schema, path, reader);
    default:
      throw new Error(`a type that is not known here: ${type}`);
  }
}

function ownValue(schema: JsonSchema, path: readonly string[], reader: Reader): Arbitrary<Json> {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split("/").at(-1) ?? "";
    const component = reader.components[name];
    if (component === undefined) throw new Error(`no such component: ${name}`);
    return valueAt(component, path.length === 0 ? [name] : path, reader);
  }
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => valueAt(one, path, reader)));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum.map(asJson));
  if (schema.const !== undefined) return fc.constant(asJson(schema.const));
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  if (types.length === 0) return fc.jsonValue().map(asJson);
  return fc.oneof(...types.map((type) => ofType(type, schema, path, reader)));
}

function valueAt(schema: JsonSchema, path: readonly string[], reader: Reader): Arbitrary<Json> {
  const own = ownValue(schema, path, reader);
  const hint = reader.hint(path);
  if (hint === undefined) return own;
  return fc.oneof({ weight: hinted, arbitrary: hint }, { weight: 1, arbitrary: own });
}

/** Values that the schema takes, for the most part. */
export function valuesOf(schema: JsonSchema, reader: Reader): Arbitrary<Json> {
  return valueAt(schema, [], reader);
}

export function asJson(value: unknown): Json {
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string")
    return value;
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, asJson(part)]));
  }
  throw new Error("a value that is no JSON");
}
