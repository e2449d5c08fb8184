/** Configurations to begin with, and what reading them gives. */
import type { CheckoutConfig } from "../../../bff/config/types.ts";
import { readConfig } from "../../../bff/config.ts";

interface Json {
  readonly [key: string]: unknown;
}

export const webhookSecret = `whsec_${Buffer.from("a made-up webhook secret of a test").toString("base64")}`;
export const payproMethod = { method: "store", channel: "store", currency: "MXN" };
export const account = {
  id: "paypro-mx",
  provider: "paypro",
  baseUrl: "https://api.paypro.example/mex-pay",
  credentials: { merchantNo: "2000000001", appSecret: "canary-app-secret" },
  methods: [payproMethod],
};
export const minimal = {
  environment: "sandbox",
  publicUrl: "https://pay.example.com",
  merchant: { name: "Cantina del Sol", apiKeys: [{ id: "backend", secret: "sk_sandbox_1" }] },
  accounts: [account],
};
export const liveSecrets = {
  API_KEY: "canary-api-key-of-live-0123456789",
  APP_SECRET: "canary-app-secret-of-live",
  ENCRYPTION_KEY: "ek_VGhpcyBpcyBhIG1hZGUtdXAga2V5IG9mIGEgdGVzdC4",
};
export const live = {
  ...minimal,
  environment: "live",
  merchant: { name: "Cantina del Sol", apiKeys: [{ id: "backend", secret: { env: "API_KEY" } }] },
  encryption: { keys: [{ id: "2026-11", secret: { env: "ENCRYPTION_KEY" } }] },
  accounts: [{ ...account, credentials: { merchantNo: "2000000001", appSecret: { env: "APP_SECRET" } } }],
};

export function read(config: unknown, env: Readonly<Record<string, string>> = {}) {
  return readConfig({ text: JSON.stringify(config), env });
}

export function readRight(config: unknown, env?: Readonly<Record<string, string>>): CheckoutConfig {
  const reading = read(config, env);
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return reading.config;
}

export function issuesOf(config: unknown, env?: Readonly<Record<string, string>>): Record<string, string> {
  const reading = read(config, env);
  if (reading.ok) return {};
  return Object.fromEntries(reading.issues.map(({ path, message }) => [path, message]));
}

/** The configuration with the value at a dotted path replaced; undefined removes it. */
export function withChange(base: unknown, path: string, value: unknown): unknown {
  const [head = "", ...rest] = path.split(".");
  const change = (child: unknown) => (rest.length === 0 ? value : withChange(child, rest.join("."), value));
  if (base === undefined && /^\d+$/.test(head)) return [change(undefined)];
  if (Array.isArray(base)) return Object.assign([...base], { [head]: change(base[Number(head)]) });
  const object: Json =
    typeof base === "object" && base !== null ? Object.fromEntries(Object.entries(base)) : {};
  return { ...object, [head]: change(object[head]) };
}
