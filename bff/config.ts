/**
 * The configuration, parsed once. Every default is filled in and every secret is wrapped. Source:
 * docs/configuration.md#keys.
 */
import { dirname, resolve } from "node:path";
import { parse as parseLossless } from "lossless-json";
import { z } from "zod";
import { readAccounts } from "./config/accounts.ts";
import { findDuplicates } from "./config/duplicates.ts";
import { describeFound } from "./config/found.ts";
import { peekPayoutLimits, readPayoutLimits } from "./config/payout-limits.ts";
import { readTextFile, type TextReading } from "./config/read-text.ts";
import type { SecretSource } from "./config/secrets.ts";
import { settingsSchema } from "./config/settings.ts";
import { findSharedSecrets } from "./config/shared-secrets.ts";
import type { CheckoutConfig, Environment } from "./config/types.ts";
import type { FieldError } from "./core/errors.ts";
import { createCurrencies } from "./core/money.ts";
import { explainIssue, toFieldErrors } from "./field-errors.ts";
import type { Provider } from "./providers/contract.ts";
import { providers as allProviders } from "./providers/registry.ts";

/** The configuration, or all its mistakes, each with its path (`accounts.0.credentials.appSecret`). */
export type ConfigReading =
  | { readonly ok: true; readonly config: CheckoutConfig }
  | { readonly ok: false; readonly issues: readonly ConfigIssue[] };

export interface ConfigIssue extends FieldError {
  /** What stands there instead, never a secret; absent where that would say nothing. */
  readonly found?: string;
}

/**
 * The configuration's text, or the path of its file, and the environment variables that its secrets refer to.
 */
export type ConfigInput = ({ readonly text: string } | { readonly file: string }) & {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Default: the registry's. A test may bring its own. */
  readonly providers?: readonly Provider[];
};

/**
 * Says where the JSON is wrong, and no more: JSON.parse's own message quotes the text there, which may be a
 * secret.
 */
function describeSyntaxError(text: string): string {
  const position = findSyntaxError(text);
  if (position === undefined) return "is not valid JSON";
  const before = text.slice(0, position).split("\n");
  return `is not valid JSON (line ${before.length}, column ${(before.at(-1) ?? "").length + 1})`;
}

/** JSON.parse does not always say where the mistake is; lossless-json does. */
function findSyntaxError(text: string): number | undefined {
  try {
    parseLossless(text);
    return undefined;
  } catch (error) {
    // What is nested very deep is too much for its stack.
    if (error instanceof RangeError) return undefined;
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

/** A thousand accounts have less. */
const mostBytes = 4096 * 1024;

function readText(input: ConfigInput): TextReading {
  if ("text" in input) return { ok: true, text: input.text };
  const reading = readTextFile(input.file, mostBytes);
  return reading.ok ? reading : { ok: false, message: `${input.file} ${reading.message}` };
}

/** If the environment itself is wrong, sandbox is assumed, as its rules are the milder ones. */
function peekEnvironment(raw: unknown): Environment {
  const file = z.looseObject({ environment: z.literal("live") }).safeParse(raw);
  return file.success ? "live" : "sandbox";
}

function peekAccounts(raw: unknown): readonly unknown[] {
  return z.looseObject({ accounts: z.array(z.unknown()) }).safeParse(raw).data?.accounts ?? [];
}

/** What a relative path in the configuration begins at. */
function folderOf(input: ConfigInput): string {
  return "file" in input ? dirname(input.file) : ".";
}

function withFound(issue: FieldError, raw: unknown): ConfigIssue {
  const found = issue.message.startsWith("must ") ? describeFound(raw, issue.path) : undefined;
  return found === undefined ? issue : { ...issue, found };
}

/** Reads and checks the whole configuration. It names every mistake at once, and repeats no secret. */
export function readConfig(input: ConfigInput): ConfigReading {
  const reading = readText(input);
  if (!reading.ok) return { ok: false, issues: [{ path: "", message: reading.message }] };
  const parsed = parseJson(reading.text.replace(/^\uFEFF/, ""));
  if ("message" in parsed) return { ok: false, issues: [{ path: "", message: parsed.message }] };

  const environment = peekEnvironment(parsed.raw);
  const secrets: SecretSource = { env: input.env, allowLiteral: environment === "sandbox" };
  const folder = folderOf(input);
  const settings = settingsSchema(environment, secrets, folder).safeParse(parsed.raw, {
    error: explainIssue,
  });
  const accounts = readAccounts({
    raw: peekAccounts(parsed.raw),
    environment,
    secrets,
    providers: input.providers ?? allProviders,
    folder,
  });
  const { decimalsOf } = createCurrencies(accounts.coins);
  const limits = readPayoutLimits(
    settings.success ? settings.data.payouts : peekPayoutLimits(parsed.raw),
    decimalsOf,
  );
  const issues = [
    ...(limits.ok ? [] : limits.issues),
    ...(settings.success ? [] : toFieldErrors(settings.error.issues)),
    ...(settings.success ? findSharedSecrets(settings.data) : []),
    ...findDuplicates(parsed.raw),
    ...accounts.errors,
  ];
  if (!settings.success || !limits.ok || issues.length > 0) {
    return { ok: false, issues: issues.map((issue) => withFound(issue, parsed.raw)) };
  }
  const { metrics, retention, $schema: _forEditors, ...rest } = settings.data;
  const { archive } = retention;
  return {
    ok: true,
    config: {
      ...rest,
      retention: { ...retention, archive: archive === null ? null : resolve(folder, archive) },
      metrics: { token: metrics.token ?? null },
      payouts: limits.limits,
      accounts: accounts.accounts,
      coins: accounts.coins,
    },
  };
}
