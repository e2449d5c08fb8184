/** Operators of the console in tests: their configuration, and a browser in which one signs in. */
import { z } from "zod";
import { type SignedInOperator, signedInOperator } from "../../bff/contract.ts";
import { toBase32 } from "../../bff/core/base32.ts";
import { codeOf, stepAt } from "../../bff/services/operators/totp.ts";
import type { DemoConfig } from "../../demo/config.ts";
import type { TestApp } from "./app.ts";
import { type Call, callHttp, type Reply } from "./http-client.ts";

/** The secret of RFC 6238's vectors. */
export const totpSecret = Buffer.from("12345678901234567890");
export const totpText = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
export const password = "correct horse battery staple";
/** `password` with a low cost, as `hashPassword(password, { ln: 4, r: 8, p: 1 })` made it. */
export const passwordHash =
  "$scrypt$ln=4,r=8,p=1$KAYELZW3j4Vb+tpBp3/8aw$hf2NEWs95+UA5Gy1TanF/kdcW9vQAuWAZwgZMBajGtE";

export const everyScope = [
  "sessions",
  "operate",
  "payouts",
  "payouts:approve",
  "refunds",
  "reports",
  "customers",
  "audit",
] as const;

/** Each operator has a phone of their own. */
function secretOf(id: string): Uint8Array {
  return id === "ana" ? totpSecret : Buffer.from(id.padEnd(totpSecret.length, "."));
}

export function operatorOf(id: string, changes: object = {}) {
  return { id, password: passwordHash, totp: toBase32(secretOf(id)), scopes: everyScope, ...changes };
}

export function withOperators(...operators: readonly object[]) {
  return (base: DemoConfig) => ({ ...base, console: { operators } });
}

/** The code that the phone shows now. */
export function codeNow(app: TestApp, secret: Uint8Array = totpSecret): string {
  return codeOf(secret, stepAt(app.clock.now()));
}

export interface OperatorBrowser {
  readonly cookie: string;
  readonly operator: SignedInOperator;
  /** A request of the console's own page, with cookie and token. */
  call(call: Call): Promise<Reply>;
  get(path: string): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>;
}

export function trySignIn(
  app: TestApp,
  changes: Readonly<Record<string, unknown>> = {},
  headers: Record<string, string> = {},
): Promise<Reply> {
  const { operator = "ana" } = changes;
  const totp = codeNow(app, secretOf(String(operator)));
  const body = { operator, password, totp, ...changes };
  return callHttp(app.url, { method: "POST", path: "/console/api/sign-in", body, headers });
}

const cookieHeader = z.string();

export function browserOf(app: TestApp, reply: Reply): OperatorBrowser {
  const [cookie = ""] = cookieHeader.parse(reply.headers["set-cookie"]).split(";");
  const operator = reply.as(signedInOperator);
  const own = { cookie, "x-csrf-token": operator.csrfToken, "sec-fetch-site": "same-origin" };
  const call = (made: Call) => callHttp(app.url, { ...made, headers: { ...own, ...made.headers } });
  return {
    cookie,
    operator,
    call,
    get: (path) => call({ path: `/console/api${path}` }),
    post: (path, body = {}, headers = {}) =>
      call({ method: "POST", path: `/console/api${path}`, body, headers }),
  };
}

/** Signs in with the next code: the clock goes on by one step first, because each code works once. */
export async function signIn(
  app: TestApp,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<OperatorBrowser> {
  app.clock.advance(30_000);
  const reply = await trySignIn(app, changes);
  if (reply.status !== 200) throw new Error(`the sign-in was refused: ${reply.text}`);
  return browserOf(app, reply);
}
