/** Encryption keys as an operator meets them: made, required, exchanged, lost. */
import { copyFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { closeShops, merchant, openShop, type Shop, stop } from "./support/cli-process.ts";

afterEach(closeShops);

const secrets = {
  first: Buffer.from("The first made-up key of a test.").toString("hex"),
  second: `ek_${Buffer.from("Another made-up key of this test").toString("base64url")}`,
};

function sealedUnder(...ids: readonly (keyof typeof secrets)[]) {
  return { encryption: { keys: ids.map((id) => ({ id, secret: secrets[id] })) } };
}

/** Makes a session with a customer, whose details are sealed. @returns its id. */
async function createSession(shop: Shop): Promise<string> {
  const answer = await fetch(`${shop.url}/v1/sessions`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${merchant.apiKeys[0]?.secret}`,
      "content-type": "application/json",
      "idempotency-key": "once",
    },
    body: JSON.stringify({
      amount: { value: "150.00", currency: "MXN" },
      reference: "order-1",
      returnUrl: "http://127.0.0.1:8080/thanks",
      customer: { name: "Ana Díaz", email: "ana@example.com" },
    }),
  });
  return z.object({ id: z.string() }).parse(await answer.json()).id;
}

async function customerOf(shop: Shop, id: string): Promise<string> {
  const answer = await fetch(`${shop.url}/v1/sessions/${id}`, {
    headers: { authorization: `Bearer ${merchant.apiKeys[0]?.secret}` },
  });
  return await answer.text();
}

/** Runs a command to its end. */
async function ranTo(shop: Shop, ...args: readonly string[]) {
  const ran = shop.run(...args);
  const { code } = await ran.ended;
  return { code, ...ran.output };
}

describe("keys rotate", () => {
  test("seals everything under the new key while the server runs, and the old key may go", async () => {
    const shop = await openShop();
    shop.configure(sealedUnder("first"));
    const before = await shop.serve();
    const id = await createSession(shop);
    expect(await stop(before)).toBe(0);

    shop.configure(sealedUnder("second", "first"));
    const during = await shop.serve();
    expect(await customerOf(shop, id)).toContain("Ana Díaz");
    const rotation = await ranTo(shop, "keys", "rotate");
    expect(rotation).toMatchObject({ code: 0, error: "" });
    expect(rotation.out).toContain("sessions.customer_sealed: 1 sealed anew");
    expect(rotation.out).toContain("idempotency_keys.response_sealed: 1 sealed anew");
    expect(rotation.out).toContain('Everything is sealed under "second". "first" may go');
    expect(await customerOf(shop, id)).toContain("Ana Díaz");
    const again = await ranTo(shop, "keys", "rotate");
    expect(again.out).toContain("sessions.customer_sealed: 0 sealed anew");
    expect(await stop(during)).toBe(0);

    shop.configure(sealedUnder("second"));
    const after = await shop.serve();
    expect(await customerOf(shop, id)).toContain("Ana Díaz");
    expect(await createSession(shop)).toBe(id);
    expect(await stop(after)).toBe(0);

    shop.configure(sealedUnder("first"));
    const without = await ranTo(shop, "serve");
    expect(without.code).toBe(1);
    expect(without.error).toContain(
      'The server cannot start: The database is sealed under the encryption key "second", which is not configured.',
    );
    expect(without.error).not.toMatch(/^\s+at /m);
    expect((await ranTo(shop, "check")).out).toContain('"second", which is not configured');
  });

  test("changes nothing while a server runs that has not got the new key, and that server reads on", async () => {
    const shop = await openShop();
    shop.configure(sealedUnder("first"));
    const server = await shop.serve();
    const id = await createSession(shop);
    shop.configure(sealedUnder("second", "first"));
    const rotation = await ranTo(shop, "keys", "rotate");
    expect(rotation.code).toBe(1);
    expect(rotation.error).toContain('1 running without the key "second"');
    expect(rotation.out).toBe("");
    expect(await customerOf(shop, id)).toContain("Ana Díaz");
    expect(await stop(server)).toBe(0);
    expect(await ranTo(shop, "keys", "rotate")).toMatchObject({ code: 0 });
  });

  test("lets no key go while a server still seals under it", async () => {
    const shop = await openShop();
    shop.configure(sealedUnder("first", "second"));
    const server = await shop.serve();
    const id = await createSession(shop);
    shop.configure(sealedUnder("second", "first"));
    const rotation = await ranTo(shop, "keys", "rotate");
    expect(rotation.code).toBe(1);
    expect(rotation.out).toContain("sessions.customer_sealed: 1 sealed anew");
    expect(rotation.error).toContain('A running process still seals under "first"');
    expect(await customerOf(shop, id)).toContain("Ana Díaz");
    expect(await stop(server)).toBe(0);
    shop.configure(sealedUnder("second"));
    expect((await ranTo(shop, "serve")).error).toContain('"first", which is not configured');
  });

  test("without an encryption key says what is missing", async () => {
    const shop = await openShop();
    const rotation = await ranTo(shop, "keys", "rotate");
    expect(rotation.code).toBe(1);
    expect(rotation.error).toContain("encryption.keys has no key to seal under");
  });
});

test("keys encryption prints a key that the configuration takes, and nothing else on standard output", async () => {
  const shop = await openShop();
  const { code, out } = await ranTo(shop, "keys", "encryption");
  expect(code).toBe(0);
  expect(out).toMatch(/^ek_[A-Za-z0-9_-]{43}\n$/);
  shop.configure({ encryption: { keys: [{ id: "made", secret: out.trim() }] } });
  const server = await shop.serve();
  expect(await stop(server)).toBe(0);
});

test("a copy of the database and an API key open nothing", async () => {
  const shop = await openShop();
  shop.configure(sealedUnder("first"));
  const server = await shop.serve();
  await createSession(shop);
  expect(await stop(server)).toBe(0);
  expect(statSync(shop.databasePath).mode & 0o777).toBe(0o600);

  const thief = await openShop();
  copyFileSync(shop.databasePath, join(thief.folder, "checkout.db"));
  const attempt = await ranTo(thief, "serve");
  expect(attempt.code).toBe(1);
  expect(attempt.error).toContain('sealed under the encryption key "first", which is not configured');
  thief.configure(sealedUnder("second"));
  expect((await ranTo(thief, "serve")).code).toBe(1);
  thief.configure({ encryption: { keys: [{ id: "first", secret: secrets.second }] } });
  expect((await ranTo(thief, "serve")).error).toContain(
    'The encryption key "first" is not the one of that id',
  );
});
