import { z } from "zod";
import { Secret } from "../../core/secret.ts";
import { explainIssue, toFieldErrors } from "../../field-errors.ts";
import { inputSchema, type JsonSchema } from "../../input-schema.ts";
import type { AccountInput, AccountIssue, AccountReading } from "./account.ts";
import type { AdapterInput, ProviderAdapter } from "./adapter.ts";
import type { WireGuide } from "./call.ts";
import type { MethodConfig } from "./method.ts";

/** A provider, as the registry holds it. Made by {@link defineProvider}. */
export interface Provider {
  readonly id: string;
  readonly title: string;
  /** The names of the secret credentials. In `live`, their text may not stand in the file. */
  readonly secretCredentials: readonly string[];
  /** JSON Schemas of `credentials` and `options` as they stand in the file, but for references to secrets. */
  describe(): { readonly credentials: JsonSchema; readonly options: JsonSchema };
  readAccount(input: AccountInput): AccountReading;
}

export interface ProviderSpec<CredentialsSchema extends z.ZodType, OptionsSchema extends z.ZodType> {
  readonly id: string;
  readonly title: string;
  /** Strict schema of `accounts[].credentials`; secret fields become a `Secret`. */
  readonly credentials: CredentialsSchema;
  readonly secretCredentials: readonly string[];
  /** See {@link WireGuide}. */
  readonly wire: Pick<WireGuide, "secretFields" | "personalFields" | "sheet">;
  /** See `merchant` of {@link AccountReading}. */
  readonly merchantOf: (credentials: z.output<CredentialsSchema>) => readonly string[];
  /** Strict schema of `accounts[].options`, every option with its default. */
  readonly options: OptionsSchema;
  /**
   * Checks one configured method: channel, method, currency. Returns a sentence if they do not fit, else
   * null.
   */
  readonly checkMethod: (method: MethodConfig, options: z.output<OptionsSchema>) => string | null;
  /**
   * Checks credentials and options that depend on each other, such as a key's length and its cipher. Paths as
   * in {@link AccountIssue}.
   */
  readonly checkTogether?: (
    credentials: z.output<CredentialsSchema>,
    options: z.output<OptionsSchema>,
  ) => readonly AccountIssue[];
  readonly createAdapter: (
    input: AdapterInput<z.output<CredentialsSchema>, z.output<OptionsSchema>>,
  ) => ProviderAdapter;
}

/** Hides a provider's own types, so that the registry can hold all providers in one list. */
export function defineProvider<CredentialsSchema extends z.ZodType, OptionsSchema extends z.ZodType>(
  spec: ProviderSpec<CredentialsSchema, OptionsSchema>,
): Provider {
  const methodIssues = (methods: readonly MethodConfig[], options: z.output<OptionsSchema>) =>
    methods.flatMap((method, index): AccountIssue[] => {
      const message = spec.checkMethod(method, options);
      return message === null ? [] : [{ path: `methods.${index}`, message }];
    });
  return {
    id: spec.id,
    title: spec.title,
    secretCredentials: spec.secretCredentials,
    describe: () => ({
      credentials: inputSchema(spec.credentials),
      options: inputSchema(spec.options),
    }),
    readAccount(input) {
      const credentials = spec.credentials.safeParse(input.credentials, { error: explainIssue });
      const options = spec.options.safeParse(input.options ?? {}, { error: explainIssue });
      // Wrong options hide no mistake of a method: it is checked as if there were none.
      const ofMethods = options.data ?? spec.options.safeParse({}).data;
      const issues = [
        ...accountIssues("credentials", credentials.error),
        ...accountIssues("options", options.error),
        ...(ofMethods === undefined ? [] : methodIssues(input.methods, ofMethods)),
      ];
      if (!credentials.success || !options.success) return { ok: false, issues };
      issues.push(...(spec.checkTogether?.(credentials.data, options.data) ?? []));
      if (issues.length > 0) return { ok: false, issues };
      const { accountId, baseUrl, methods } = input;
      return {
        ok: true,
        merchant: spec.merchantOf(credentials.data),
        wire: { ...spec.wire, secrets: secretsIn(input.credentials, spec.secretCredentials) },
        createAdapter: (http) =>
          spec.createAdapter({
            accountId,
            baseUrl,
            credentials: credentials.data,
            options: options.data,
            methods,
            http,
          }),
      };
    },
  };
}

/** The texts of an account's secret credentials, as they stand in the file. */
function secretsIn(credentials: unknown, names: readonly string[]): readonly Secret[] {
  const texts = z.record(z.string(), z.unknown()).catch({}).parse(credentials);
  return names.flatMap((name) => {
    const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
    return typeof text === "string" ? [new Secret(text)] : [];
  });
}

function accountIssues(root: string, error: z.ZodError | undefined): AccountIssue[] {
  return toFieldErrors(error?.issues ?? []).map(({ path, message }) => ({
    path: path === "" ? root : `${root}.${path}`,
    message,
  }));
}
