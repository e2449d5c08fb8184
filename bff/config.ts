/** The configuration, parsed once: what the whole process reads, with every default filled in and every secret wrapped. */
import { readFileSync } from "node:fs";
import { parse as parseLossless } from "lossless-json";
import { z } from "zod";
import { readAccounts } from "./config/accounts.ts";
import { findDuplicates, findRepeats } from "./config/duplicates.ts";
import { errorCode, type SecretSource } from "./config/secrets.ts";
import { settingsSchema } from "./config/settings.ts";
import type { ApiKeyConfig, CheckoutConfig, Environment } from "./config/types.ts";
import type { FieldError } from "./core/errors.ts";
import { explainIssue, toFieldErrors } from "./field-errors.ts";
import type { Provider } from "./providers/contract.ts";
import { providers as allProviders } from "./providers/registry.ts";

/** What is wrong with a configuration: all of it, each mistake by its path (`accounts.0.credentials.appSecret`). */
export type ConfigReading =
  | { readonly ok: true; readonly config: CheckoutConfig }
  | { readonly ok: false; readonly issues: readonly FieldError[] };

/** The text itself or the path of the file that holds it, and the environment that secrets are read from. */
export type ConfigInput = ({ readonly text: string } | { readonly file: string }) & {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The registry's, unless a test brings its own. */
  readonly providers?: readonly Provider[];
};

/** JSON.parse quotes the text around a mistake, which may be a secret: only its place is told. */
function describeSyntaxError(text: string): string {
  const position = findSyntaxError(text);
  if (position === undefined) return "is not valid JSON";
  const before = text.slice(0, position).split("\n");
  return `is not valid JSON (line ${before.length}, column ${(before.at(-1) ?? "").length + 1})`;
}

/** JSON.parse does not always say where; lossless-json does. */
function findSyntaxError(text: string): number | undefined {
  try {
    parseLossless(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const position = /position (\d+)/.exec(error.message)?.[1];
    return position === undefined ? undefined : Number(position);
  }
}

function parseJson(text: string): { readonly raw: unknown } | { readonly message: string } {
  try {
    return { raw: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { message: describeSyntaxError(text) };
    throw error;
  }
}

type TextReading =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

function readText(input: ConfigInput): TextReading {
  if ("text" in input) return { ok: true, text: input.text };
  try {
    return { ok: true, text: readFileSync(input.file, "utf8") };
  } catch (error) {
    return { ok: false, message: `${input.file} cannot be read (${errorCode(error)})` };
  }
}

/** Sandbox is assumed while the environment itself is wrong: its rules are the milder ones. */
function peekEnvironment(raw: unknown): Environment {
  const file = z.looseObject({ environment: z.literal("live") }).safeParse(raw);
  return file.success ? "live" : "sandbox";
}

function peekAccounts(raw: unknown): readonly unknown[] {
  return z.looseObject({ accounts: z.array(z.unknown()) }).safeParse(raw).data?.accounts ?? [];
}

/** Two keys of one secret would make it a matter of luck whose scopes count. */
function findSharedSecrets(apiKeys: readonly ApiKeyConfig[]): FieldError[] {
  const values = apiKeys.map(({ secret }) => secret.reveal());
  return findRepeats({ list: "merchant.apiKeys", field: "secret", values });
}

/** Reads and checks the whole configuration. Every mistake is told at once, none with a secret in it. */
export function readConfig(input: ConfigInput): ConfigReading {
  const reading = readText(input);
  if (!reading.ok) return { ok: false, issues: [{ path: "", message: reading.message }] };
  const parsed = parseJson(reading.text.replace(/^\uFEFF/, ""));
  if ("message" in parsed) return { ok: false, issues: [{ path: "", message: parsed.message }] };

  const environment = peekEnvironment(parsed.raw);
  const secrets: SecretSource = { env: input.env, allowLiteral: environment === "sandbox" };
  const settings = settingsSchema(environment, secrets).safeParse(parsed.raw, { error: explainIssue });
  const accounts = readAccounts({
    raw: peekAccounts(parsed.raw),
    environment,
    secrets,
    providers: input.providers ?? allProviders,
  });
  const issues = [
    ...(settings.success ? [] : toFieldErrors(settings.error.issues)),
    ...(settings.success ? findSharedSecrets(settings.data.merchant.apiKeys) : []),
    ...findDuplicates(parsed.raw),
    ...accounts.errors,
  ];
  if (!settings.success || issues.length > 0) return { ok: false, issues };
  const { metrics, ...rest } = settings.data;
  return {
    ok: true,
    config: {
      ...rest,
      metrics: { token: metrics.token ?? null },
      accounts: accounts.accounts,
      coins: accounts.coins,
    },
  };
}
