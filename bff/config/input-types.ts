/** The types of the configuration as a program writes it (input.ts and input-accounts.ts), made from its JSON Schema. */
import type { JsonSchema } from "../input-schema.ts";
import { accountParts, alternativesOf, asSchema, isReference, listItem } from "./reference.ts";

const words = new Map([
  ["string", "string"],
  ["integer", "number"],
  ["number", "number"],
  ["boolean", "boolean"],
  ["null", "null"],
]);

function typesOf(schema: JsonSchema, indent: string): readonly string[] {
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value));
  if (schema.type === "array")
    return [`readonly ${inBrackets(typeOf(asSchema(listItem(schema)), indent))}[]`];
  if (schema.type === "object") return [objectType(schema, indent)];
  return [schema.type ?? []].flat().map((name) => words.get(name) ?? "unknown");
}

function inBrackets(types: readonly string[]): string {
  return types.length === 1 ? types.join("") : `(${types.join(" | ")})`;
}

function objectType(schema: JsonSchema, indent: string): string {
  const { properties, additionalProperties: values } = schema;
  if (properties !== undefined) return `{\n${membersOf(schema, `${indent}  `)}${indent}}`;
  return `Readonly<Record<string, ${typeOf(asSchema(values), indent).join(" | ")}>>`;
}

/** One of several, without repetition; a reference to a secret by its name. */
function typeOf(schema: JsonSchema, indent: string): readonly string[] {
  const all = alternativesOf(schema);
  const own = all.filter((one) => !isReference(one)).flatMap((one) => typesOf(one, indent));
  return [...new Set([...own, ...(all.some(isReference) ? ["Reference"] : [])])];
}

function member(name: string, schema: JsonSchema, isRequired: boolean, indent: string): string {
  const types = [...typeOf(schema, indent), ...(isRequired ? [] : ["undefined"])];
  const line = `${indent}readonly ${name}${isRequired ? "" : "?"}: ${types.join(" | ")};`;
  return `${commentOf(schema, indent)}${line}\n`;
}

function commentOf({ description, default: standard }: JsonSchema, indent: string): string {
  if (description === undefined) return "";
  const isShown = standard !== undefined && standard !== null && JSON.stringify(standard) !== "{}";
  return `${indent}/** ${description}${isShown ? ` Default: ${JSON.stringify(standard)}.` : ""} */\n`;
}

function membersOf({ properties = {}, required = [] }: JsonSchema, indent: string): string {
  return Object.entries(properties)
    .map(([name, property]) => member(name, asSchema(property), required.includes(name), indent))
    .join("");
}

function without(schema: JsonSchema, names: readonly string[]): JsonSchema {
  const kept = Object.entries(schema.properties ?? {}).filter(([name]) => !names.includes(name));
  return { ...schema, properties: Object.fromEntries(kept) };
}

const note = `This file is written by \`npm run reference\` from the schema that reads the configuration, so change that
 * and not this file. Source: docs/configuration-reference.md#configuration-reference`;

/** The module of the whole file but its accounts, before the formatter breaks its lines. */
export function settingsInputTypes(schema: JsonSchema): string {
  return `/**
 * The configuration as a program hands it over.
 * ${note}
 */
import type { AccountInput } from "./input-accounts.ts";
import type { Reference } from "./input-reference.ts";

export interface CheckoutConfigInput {
${membersOf(without(schema, ["accounts"]), "  ")}  /** ${asSchema(schema.properties?.accounts).description} */
  readonly accounts: readonly AccountInput[];
}
`;
}

/** The module of an account, before the formatter breaks its lines. @param schema of the whole file. */
export function accountInputTypes(schema: JsonSchema): string {
  const account = asSchema(listItem(asSchema(schema.properties?.accounts)));
  const parts = accountParts(account).map(({ provider, properties }) => ({
    name: `${provider.charAt(0).toUpperCase()}${provider.slice(1)}Account`,
    text: `  readonly provider: "${provider}";\n${membersOf({ properties, required: ["credentials"] }, "  ")}`,
  }));
  return `/**
 * An account as a program hands it over.
 * ${note}
 */
import type { Reference } from "./input-reference.ts";

interface EveryAccount {
${membersOf(without(account, ["provider", "credentials", "options"]), "  ")}}

${parts.map(({ name, text }) => `interface ${name} extends EveryAccount {\n${text}}\n`).join("\n")}
/** \`provider\` says which credentials and options there are. */
export type AccountInput = ${parts.map(({ name }) => name).join(" | ")};
`;
}
