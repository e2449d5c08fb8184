/** The page of all keys of the configuration, written from its JSON Schema. */
import { z } from "zod";
import type { JsonSchema } from "../input-schema.ts";

/** One key, with its path: `merchant.apiKeys[].scopes`. */
export interface ReferenceKey {
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  /** As JSON; undefined: none. */
  readonly defaultValue: string | undefined;
  readonly example: string | undefined;
  readonly sentence: string | undefined;
}

const ofAccount = z.looseObject({
  if: z.looseObject({ properties: z.object({ provider: z.object({ const: z.string() }) }) }),
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word.
  then: z.looseObject({ properties: z.record(z.string(), z.custom<JsonSchema>()) }),
});

export function asSchema(schema: JsonSchema | boolean | undefined): JsonSchema {
  return typeof schema === "object" ? schema : {};
}

export function isReference({ properties = {} }: JsonSchema): boolean {
  return "env" in properties || "file" in properties;
}

export function alternativesOf(schema: JsonSchema): JsonSchema[] {
  return schema.anyOf === undefined ? [schema] : schema.anyOf.map(asSchema);
}

const types = new Map([
  ["string", "text"],
  ["integer", "whole number"],
  ["boolean", "`true` or `false`"],
  ["null", "`null`"],
]);

/** zod writes the largest safe integers where a number has no bounds of its own. */
function boundsOf({ minimum, maximum, maxLength }: JsonSchema): string {
  if (maxLength !== undefined) return ` of at most ${maxLength} characters`;
  const isBounded = minimum !== undefined && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  return isBounded ? ` from ${minimum} to ${maximum}` : "";
}

function describeOne(schema: JsonSchema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(", ");
  if (schema.type === "array") return `list of ${describeType(asSchema(listItem(schema)))}`;
  if (schema.type !== "object") {
    const names = [schema.type ?? []].flat();
    return names.map((name) => types.get(name) ?? name).join(" or ") + boundsOf(schema);
  }
  const { additionalProperties: values } = schema;
  return typeof values === "object" && Object.keys(values).length > 0
    ? `object of ${describeType(values)}`
    : "object";
}

export function listItem({ items }: JsonSchema): JsonSchema | boolean | undefined {
  return Array.isArray(items) ? undefined : items;
}

function describeType(schema: JsonSchema): string {
  const all = alternativesOf(schema);
  const own = all.filter((one) => !isReference(one)).map(describeOne);
  return [...own, ...(own.length < all.length ? ["reference"] : [])].join(" or ");
}

/** What an account has besides, by its provider: `credentials` and `options`. */
export function accountParts({ allOf = [] }: JsonSchema) {
  return allOf.flatMap((part) => {
    const { data } = ofAccount.safeParse(part);
    if (data === undefined) return [];
    return [{ provider: data.if.properties.provider.const, properties: data.then.properties }];
  });
}

function asJson(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

function keysUnder(schema: JsonSchema, path: string): ReferenceKey[] {
  const required = schema.required ?? [];
  const below = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    keysOf(asSchema(property), {
      path: path === "" ? name : `${path}.${name}`,
      isRequired: required.includes(name),
    }),
  );
  const conditional = accountParts(schema).flatMap(({ provider, properties }) =>
    Object.entries(properties).flatMap(([name, property]) =>
      keysUnder(property, `${path}(${provider}).${name}`),
    ),
  );
  return [...below, ...conditional];
}

function keysOf(schema: JsonSchema, key: Pick<ReferenceKey, "path" | "isRequired">): ReferenceKey[] {
  const inside = alternativesOf(schema)
    .filter((one) => !isReference(one))
    .flatMap((one) =>
      one.type === "array" ? keysUnder(asSchema(listItem(one)), `${key.path}[]`) : keysUnder(one, key.path),
    );
  const self: ReferenceKey = {
    ...key,
    type: describeType(schema),
    defaultValue: asJson(schema.default),
    example: asJson(schema.examples?.[0]),
    sentence: schema.description,
  };
  return [self, ...inside];
}

/** Every key of the file, in the order of the schema; those of one provider after those of every account. */
export function referenceKeys(schema: JsonSchema): readonly ReferenceKey[] {
  return keysUnder(schema, "");
}

function code(text: string | undefined): string {
  return text === undefined ? "" : `\`${text.replaceAll("|", "\\|")}\``;
}

function defaultOf({ isRequired, defaultValue }: ReferenceKey): string {
  return isRequired ? "required" : code(defaultValue) || "none";
}

/** The page in Markdown: a table for each of the file's own keys. */
export function referencePage(schema: JsonSchema): string {
  const sections = Map.groupBy(
    referenceKeys(schema),
    ({ path }) => /^[^.[]+(?:\[\]\(\w+\))?/.exec(path)?.[0] ?? path,
  );
  const tables = [...sections].map(([name, keys]) => {
    const rows = keys.map(
      (key) =>
        `| \`${key.path}\` | ${key.type.replaceAll("|", "\\|")} | ${defaultOf(key)} | ${code(key.example)} | ${key.sentence ?? ""} |`,
    );
    const title = name.replace(/\[\]\((\w+)\)/, " of $1");
    return `## ${title}\n\n| key | type | default | example | |\n| --- | --- | --- | --- | --- |\n${rows.join("\n")}\n`;
  });
  return `# Configuration reference

This page lists every key of the configuration file. [Configuration](configuration.md) explains them, with whole examples. (\`npm run reference\` writes this page from the schema that reads the file. Change the schema, not this page.)

\`[]\` stands for an entry of a list. A *reference* is \`{ "env": "NAME" }\` or \`{ "file": "PATH" }\`; in \`live\` a secret must be one. The server refuses a key that is not on this page.

Your editor can use the same keys as a [JSON Schema](https://json-schema.org): \`dist/checkout.schema.json\` in the package, or the output of \`pay-checkout config-schema\`. Begin the file with \`"$schema"\`, and the editor completes keys and marks mistakes.

${tables.join("\n")}`;
}
