/** Reads the accounts of the configuration. Each provider checks its own credentials, options and methods. */
import { createHash, createHmac, randomBytes } from "node:crypto";
import { z } from "zod";
import type { FieldError } from "../core/errors.ts";
import { explainIssue, toFieldErrors } from "../field-errors.ts";
import type { Provider } from "../providers/contract.ts";
import { readCoins } from "./coins.ts";
import { methodSchema } from "./methods.ts";
import { nameSchema } from "./names.ts";
import { hostSchema, rangeSchema } from "./network.ts";
import { isSecretReference, readSecret, type SecretSource } from "./secrets.ts";
import type { AccountConfig, AccountMethod, Environment } from "./types.ts";
import { baseUrlSchema } from "./urls.ts";

export interface AccountsInput {
  /** `accounts`, unchecked, as it stands in the file. */
  readonly raw: readonly unknown[];
  readonly environment: Environment;
  readonly secrets: SecretSource;
  readonly providers: readonly Provider[];
  /** What a relative path in the configuration begins at. */
  readonly folder: string;
}

export interface AccountsReading {
  readonly accounts: readonly AccountConfig[];
  readonly coins: Readonly<Record<string, number>>;
  readonly errors: readonly FieldError[];
}

type DecimalsOf = (currency: string) => number | undefined;

const lenientAccount = z
  .looseObject({
    methods: z.array(z.unknown()).catch([]),
    credentials: z.record(z.string(), z.unknown()).optional().catch(undefined),
    options: z.unknown().optional(),
  })
  .catch({ methods: [], credentials: undefined });

/** One account as it stands in the file; its provider checks credentials and options. */
export function accountSchema(environment: Environment, providers: readonly Provider[]) {
  const ids = providers.map(({ id }) => id);
  return z.strictObject({
    id: nameSchema.meta({
      description:
        "The account's name; it stands in callback addresses, so it must not change while something is open.",
      examples: ["paypro-mx"],
    }),
    provider: z
      .string()
      .refine((id) => ids.includes(id), `must be one of ${ids.join(", ")}`)
      .meta({ enum: ids, description: "The provider of the account.", examples: ["paypro"] }),
    baseUrl: baseUrlSchema(environment).meta({
      description: "The address of the provider's API, as the provider names it; https in live.",
      examples: ["https://api.paypro.example/mex-pay"],
    }),
    credentials: z.record(z.string(), z.unknown()).meta({
      description: "Your identity at the provider, and the keys to it.",
      examples: [{ merchantNo: "2000000001", appSecret: { env: "PAYPRO_SECRET" } }],
    }),
    options: z
      .record(z.string(), z.unknown())
      .default({})
      .meta({ description: "What differs between contracts with this provider.", examples: [{}] }),
    methods: z
      .array(z.unknown())
      .default([])
      .meta({
        description: "What the account offers; without any it is for payouts only.",
        examples: [[{ method: "store", channel: "store", currency: "MXN" }]],
      }),
    retired: z
      .boolean()
      .default(false)
      .meta({
        description: "true: the account gets no new payments or payouts, and everything open continues.",
        examples: [true],
      }),
    callbackSources: z
      .array(rangeSchema)
      .min(1)
      .nullable()
      .default(null)
      .meta({
        description: "The addresses and ranges that the provider's callbacks come from; null: anywhere.",
        examples: [["203.0.113.0/24"]],
      }),
    redirectHosts: z
      .array(hostSchema)
      .min(1)
      .nullable()
      .default(null)
      .meta({
        description: "The hosts that the account may send a customer to; null: any.",
        examples: [["pay.paypro.example"]],
      }),
  });
}

/** A digest, because it stands in the database beside every order. */
function identityOf(provider: string, baseUrl: string, merchant: readonly string[]): string {
  return createHash("sha256")
    .update(JSON.stringify([provider, baseUrl, ...merchant]))
    .digest("hex");
}

const fingerprintKey = randomBytes(32);

function fingerprintOf(value: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHmac("sha256", fingerprintKey).update(JSON.stringify(entries)).digest("hex");
}

function readMethods(raw: readonly unknown[], decimalsOf: DecimalsOf, folder: string) {
  const schema = methodSchema(decimalsOf, folder);
  const methods: AccountMethod[] = [];
  /** Where each of `methods` stands in the file. */
  const places: number[] = [];
  const errors: FieldError[] = [];
  for (const [index, entry] of raw.entries()) {
    const method = schema.safeParse(entry, { error: explainIssue });
    if (method.success) {
      methods.push(method.data);
      places.push(index);
    } else errors.push(...below(`methods.${index}`, toFieldErrors(method.error.issues)));
  }
  return { methods, places, errors };
}

/** @param places where each method that the provider has read stands in the file. */
function inFile(path: string, places: readonly number[]): string {
  return path.replace(/^methods\.(\d+)/, (_whole, index) => `methods.${places[Number(index)] ?? index}`);
}

function below(root: string, errors: readonly FieldError[]): FieldError[] {
  return errors.map(({ path, message }) => ({ path: path === "" ? root : `${root}.${path}`, message }));
}

/** Replaces `{ env }` and `{ file }` by the text they name. The provider checks all other values. */
function readCredentials(raw: Readonly<Record<string, unknown>>, provider: Provider, secrets: SecretSource) {
  const errors: FieldError[] = [];
  const credentials = new Map<string, unknown>();
  for (const [name, value] of Object.entries(raw)) {
    const isSecret = provider.secretCredentials.includes(name);
    if (!isSecret && !isSecretReference(value)) {
      credentials.set(name, value);
      continue;
    }
    const reading = readSecret(value, secrets);
    if (reading.ok) credentials.set(name, reading.text);
    else errors.push({ path: `credentials.${name}`, message: reading.message });
  }
  return { credentials: Object.fromEntries(credentials), errors };
}

interface OneAccount {
  readonly raw: unknown;
  readonly decimalsOf: DecimalsOf;
}

function readAccount({ raw, decimalsOf }: OneAccount, input: AccountsInput) {
  const shape = accountSchema(input.environment, input.providers).safeParse(raw, { error: explainIssue });
  const lenient = lenientAccount.parse(raw);
  const { methods, places, errors: methodErrors } = readMethods(lenient.methods, decimalsOf, input.folder);
  const errors = [...(shape.success ? [] : toFieldErrors(shape.error.issues)), ...methodErrors];

  const providerId = z.looseObject({ provider: z.string() }).safeParse(raw).data?.provider;
  const provider = input.providers.find(({ id }) => id === providerId);
  if (provider === undefined || lenient.credentials === undefined) return { errors };
  const read = readCredentials(lenient.credentials, provider, input.secrets);
  errors.push(...read.errors);
  // A method that is wrong is kept from the provider, so that the provider can still name the other mistakes in
  // the same run.
  const reading = provider.readAccount({
    accountId: shape.data?.id ?? "",
    baseUrl: shape.data?.baseUrl ?? "https://unreadable.invalid",
    credentials: read.credentials,
    options: lenient.options,
    methods,
  });
  const alreadyNamed = new Set(errors.map(({ path }) => path));
  const ofProvider = reading.ok
    ? []
    : reading.issues.map(({ path, message }) => ({ path: inFile(path, places), message }));
  errors.push(...ofProvider.filter(({ path }) => !alreadyNamed.has(path)));
  if (!reading.ok || !shape.success || errors.length > 0) return { errors };
  const { id, baseUrl, retired, callbackSources, redirectHosts } = shape.data;
  const account: AccountConfig = {
    id,
    provider: provider.id,
    baseUrl,
    identity: identityOf(provider.id, baseUrl, reading.merchant),
    retired,
    callbackSources,
    redirectHosts,
    methods,
    fingerprints: {
      credentials: fingerprintOf(read.credentials),
      options: fingerprintOf(shape.data.options),
    },
    wire: reading.wire,
    createAdapter: reading.createAdapter,
  };
  return { errors, account };
}

/** Reads every account. The mistakes of one do not hide those of the next. */
export function readAccounts(input: AccountsInput): AccountsReading {
  const coins = readCoins(
    input.raw.flatMap((raw, account) =>
      lenientAccount
        .parse(raw)
        .methods.map((method, index) => ({ path: `accounts.${account}.methods.${index}`, raw: method })),
    ),
  );
  const readings = input.raw.map((raw) => readAccount({ raw, decimalsOf: coins.decimalsOf }, input));
  return {
    accounts: readings.flatMap(({ account }) => (account === undefined ? [] : [account])),
    coins: coins.decimals,
    errors: [...coins.errors, ...readings.flatMap(({ errors }, index) => below(`accounts.${index}`, errors))],
  };
}
