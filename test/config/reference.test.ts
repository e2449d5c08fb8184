/** The JSON Schema of the configuration, and the page that is written from it. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { accountInputTypes, settingsInputTypes } from "../../bff/config/input-types.ts";
import { configJsonSchema } from "../../bff/config/json-schema.ts";
import { referenceKeys, referencePage } from "../../bff/config/reference.ts";
import type { JsonSchema } from "../../bff/input-schema.ts";
import { account, live, minimal, read, withChange } from "./support/configuration.ts";

const root = join(import.meta.dirname, "../..");
const schema = configJsonSchema();
const keys = referenceKeys(schema);
const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });
const validate = ajv.compile(schema);

function mistakesOf(config: unknown): string[] {
  return validate(config) ? [] : (validate.errors ?? []).map(({ instancePath }) => instancePath);
}

test("every key has a sentence and an example", () => {
  expect(keys.length).toBeGreaterThan(80);
  const bare = keys.filter(
    ({ sentence = "", example }) => !/^[^.].*\.$/.test(sentence) || example === undefined,
  );
  expect(bare.map(({ path }) => path)).toEqual([]);
});

test("the reference page is what the schema says (npm run reference writes it)", () => {
  expect(readFileSync(join(root, "docs/configuration-reference.md"), "utf8")).toBe(referencePage(schema));
});

/** As Biome breaks the lines. */
function formatted(text: string): string {
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "format", "--stdin-file-path", "bff/config/input.ts"];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, input: text, encoding: "utf8" });
  if (stdout === "") throw new Error(stderr);
  return stdout;
}

test.each([
  ["input.ts", settingsInputTypes],
  ["input-accounts.ts", accountInputTypes],
])("the types of %s are what the schema says (npm run reference writes them)", (name, write) => {
  expect(readFileSync(join(root, "bff/config", name), "utf8")).toBe(formatted(write(schema)));
});

/** Every part of the schema that has an example. */
function exampled(part: object, path: string): { readonly path: string; readonly part: JsonSchema }[] {
  const below = Object.entries(part).flatMap(([name, value]) =>
    typeof value === "object" && value !== null && name !== "examples" && name !== "default"
      ? exampled(value, `${path}/${name}`)
      : [],
  );
  const examples: unknown = "examples" in part ? part.examples : undefined;
  return Array.isArray(examples) ? [{ path, part: { ...part, examples } }, ...below] : below;
}

test("every example and every default is of the form that it stands for", () => {
  // The list of accounts is shown by whole examples elsewhere.
  const parts = exampled(schema, "").filter(({ path }) => path !== "/properties/accounts");
  expect(parts.length).toBeGreaterThan(80);
  const wrong = parts.flatMap(({ path, part: { default: usual, ...part } }) => {
    const isRight = ajv.compile(part);
    const values = [...(part.examples ?? []), ...(usual === undefined ? [] : [usual])];
    return values.filter((value) => !isRight(value)).map((value) => `${path}: ${JSON.stringify(value)}`);
  });
  expect(wrong).toEqual([]);
});

test("a file that begins with $schema is read, and one without it, too", () => {
  expect(read({ $schema: "checkout.schema.json", ...minimal })).toMatchObject({ ok: true });
  expect(read({ $schema: 1, ...minimal })).toMatchObject({ ok: false, issues: [{ path: "$schema" }] });
});

describe("the JSON Schema takes what the server takes, and marks", () => {
  test("nothing of the examples in the documents and of the tests", () => {
    const documents = [
      ...readFileSync(join(root, "docs/configuration.md"), "utf8").matchAll(/^```json\n([\s\S]*?)^```$/gm),
    ];
    const examples = documents.map(([, text = ""]) => JSON.parse(text));
    expect(examples).toHaveLength(2);
    for (const config of [...examples, minimal, live]) expect(mistakesOf(config)).toEqual([]);
  });

  test.each<[string, unknown]>([
    ["surprise", 1],
    ["listen.port", "8787"],
    ["network.trustedProxies", "one"],
    ["merchant.apiKeys.0.scopes.0", "payout"],
    ["accounts.0.provider", "stripe"],
    ["accounts.0.credentials", { ...account.credentials, appKey: "x" }],
    ["accounts.0.credentials.appSecret", 5],
    ["accounts.0.options.saltPosition", "middle"],
    ["accounts.0.methods.0.method", "cash"],
    ["accounts.0.methods.0.expires", 60],
  ])("%s = %j", (path, value) => {
    const config = withChange(minimal, path, value);
    expect(read(config).ok).toBe(false);
    expect(mistakesOf(config)).not.toEqual([]);
  });
});
