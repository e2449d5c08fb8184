/** What the client refuses before it sends anything. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { CheckoutError, type ClientOptions, createClient } from "../../bff/client.ts";

const right: ClientOptions = { baseUrl: "https://pay.example.com", apiKey: "sk_of_a_test" };
afterEach(() => {
  vi.unstubAllGlobals();
});

function refusalOf(make: () => unknown): CheckoutError {
  try {
    make();
  } catch (error) {
    if (error instanceof CheckoutError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

test.each([
  ["baseUrl", { baseUrl: "pay.example.com" }],
  ["baseUrl", { baseUrl: "ftp://pay.example.com" }],
  ["baseUrl", { baseUrl: "https://user:word@pay.example.com" }],
  ["baseUrl", { baseUrl: "https://pay.example.com/?a=1" }],
  ["apiKey", { apiKey: "" }],
  ["apiKey", { apiKey: "sk_live\n" }],
  ["apiKey", { apiKey: "ct_of_a_session" }],
  ["timeoutMs", { timeoutMs: 0 }],
  ["totalTimeoutMs", { totalTimeoutMs: Number.NaN }],
  ["maxRetries", { maxRetries: -1 }],
])("%s is refused: %j", (path, wrong) => {
  const error = refusalOf(() => createClient({ ...right, ...wrong }));
  expect(error).toMatchObject({ code: "invalid_argument", errors: [{ path }] });
  expect(error.message).not.toMatch(/sk_live|ct_of_a_session|user:word/);
});

test("an environment variable that is not set is named as missing", () => {
  const read = (): ClientOptions => ({ ...right, ...JSON.parse('{"apiKey":null}') });
  expect(refusalOf(() => createClient(read())).message).toContain("apiKey is missing");
});

test("it refuses to be made in a browser, and says what to do", () => {
  vi.stubGlobal("window", globalThis);
  expect(refusalOf(() => createClient(right)).message).toMatch(/must not run in a browser.*clientToken/);
});

describe("nothing is sent for", () => {
  const client = () => createClient({ ...right, fetch: () => Promise.reject(new Error("it was sent")) });

  test.each(["", "..", "../payouts", "cs_1/cancel", "cs 1"])("the id %j", async (id) => {
    await expect(client().sessions.get(id)).rejects.toMatchObject({ code: "invalid_argument" });
  });

  test.each(["", "x".repeat(256), "order\n1", "ordén"])("the key %j", async (idempotencyKey) => {
    await expect(client().events.redeliver("evt_1", { idempotencyKey })).rejects.toMatchObject({
      code: "invalid_argument",
      errors: [{ path: "idempotencyKey" }],
    });
  });
});
