/** The JSON Schema of the configuration's file, made from the schemas that read it. Source: docs/configuration.md#keys */
import { inputSchema, type JsonSchema } from "../input-schema.ts";
import type { Provider } from "../providers/contract.ts";
import { providers as allProviders } from "../providers/registry.ts";
import { accountSchema } from "./accounts.ts";
import { methodShape } from "./methods.ts";
import { secretShape } from "./secrets.ts";
import { settingsSchema } from "./settings.ts";

/** Changes the named properties of an object's schema. A name that the schema does not have is ignored. */
function changeProperties(
  schema: JsonSchema,
  changes: Readonly<Record<string, (property: JsonSchema) => JsonSchema>>,
): JsonSchema {
  const properties = { ...schema.properties };
  for (const [name, change] of Object.entries(changes)) {
    const property = properties[name];
    if (typeof property === "object") properties[name] = change(property);
  }
  return { ...schema, properties };
}

/** Every credential may be a reference, also one that is no secret. */
function withReferences(schema: JsonSchema): JsonSchema {
  const entries = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const { description, examples, ...own } = typeof property === "object" ? property : {};
    const [, env, file] = secretShape.anyOf;
    return [name, { anyOf: [own, env, file], description, examples }];
  });
  return { ...schema, properties: Object.fromEntries(entries) };
}

function forProvider(provider: Provider): JsonSchema {
  const { credentials, options } = provider.describe();
  return {
    if: { properties: { provider: { const: provider.id } } },
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word.
    then: { properties: { credentials: withReferences(credentials), options } },
  };
}

function describeAccount(providers: readonly Provider[]): JsonSchema {
  const method = inputSchema(methodShape("."));
  const account = changeProperties(inputSchema(accountSchema("sandbox", providers)), {
    methods: (list) => ({ ...list, items: method }),
  });
  return { ...account, allOf: providers.map(forProvider) };
}

/**
 * What a sandbox's file may hold. What `live` forbids besides (http, literal secrets, short keys) is said in the
 * descriptions, and checked by the server.
 */
export function configJsonSchema(providers: readonly Provider[] = allProviders): JsonSchema {
  const settings = inputSchema(settingsSchema("sandbox", { env: {}, allowLiteral: true }, "."));
  const account = describeAccount(providers);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "The configuration of pay-checkout",
    ...changeProperties(settings, { accounts: (list) => ({ ...list, items: account }) }),
  };
}
