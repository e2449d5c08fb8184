import { describe, expect, onTestFinished, test } from "vitest";
import { auditEntry, listOf, signedInOperator } from "../../../bff/contract.ts";
import { codeOf, stepAt } from "../../../bff/services/operators/totp.ts";
import { startTestApp, type TestApp, type TestAppOptions } from "../../support/app.ts";
import { engines } from "../../support/databases.ts";
import { callHttp } from "../../support/http-client.ts";
import {
  browserOf,
  codeNow,
  operatorOf,
  password,
  signIn,
  totpSecret,
  trySignIn,
  withOperators,
} from "../../support/operators.ts";

async function start(options: TestAppOptions = {}): Promise<TestApp> {
  const app = await startTestApp({
    config: withOperators(operatorOf("ana"), operatorOf("ben", ben)),
    ...options,
  });
  onTestFinished(app.stop);
  return app;
}

const ben = { totp: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", password: "a plain password" };

async function auditOf(app: TestApp) {
  const { data } = (await app.api.get("/v1/audit")).as(listOf(auditEntry));
  return data.map(({ action, actor, subject, after }) => ({ action, actor, subject, after })).reverse();
}

const refused = (subject: string, reason: string) => ({
  action: "operator.sign_in_refused",
  actor: "unknown",
  subject,
  after: { reason },
});

describe.each(engines)("signing in on %s", (engine) => {
  test("answers who it is and sets a cookie that no script and no other site gets", async () => {
    const app = await start({ engine });
    const reply = await trySignIn(app);
    expect(reply.status).toBe(200);
    expect(reply.as(signedInOperator)).toEqual({
      operator: "ana",
      scopes: expect.arrayContaining(["operate", "reports"]),
      csrfToken: expect.stringMatching(/^[0-9a-f]{64}$/),
      expiresAt: new Date(app.clock.now() + 12 * 3_600_000).toISOString(),
      idleExpiresAt: new Date(app.clock.now() + 30 * 60_000).toISOString(),
      merchant: "Cantina del Sol",
      environment: "sandbox",
    });
    expect(reply.headers["set-cookie"]).toMatch(
      /^pay-checkout-console=[0-9A-Za-z]{43}; Path=\/console; Max-Age=43200; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(reply.headers["cache-control"]).toBe("no-store");
    expect(reply.headers["access-control-allow-origin"]).toBeUndefined();
    const browser = browserOf(app, reply);
    expect((await browser.get("/me")).json()).toEqual(reply.json());
    const [, token = ""] = browser.cookie.split("=");
    const rows = await app.database.kysely.selectFrom("operator_sessions").selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(app.logs().join("\n")).not.toContain(token);
    expect(await auditOf(app)).toEqual([
      { action: "operator.sign_in", actor: "operator:ana", subject: "operator:ana", after: null },
    ]);
  });

  test("a code works once, over all processes, and no earlier one after it", async () => {
    const app = await start({ engine });
    const other = await start({
      like: app,
      config: (base) => withOperators(operatorOf("ana"))({ ...base, database: app.config.database }),
    });
    const code = codeNow(app);
    const replies = await Promise.all([app, other].map((each) => trySignIn(each, { totp: code })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401]);
    const earlier = codeOf(totpSecret, stepAt(app.clock.now()) - 1);
    expect((await trySignIn(app, { totp: earlier })).problem().code).toBe("sign_in_refused");
    expect((await auditOf(app)).slice(1)).toEqual([
      refused("operator:ana", "used_code"),
      refused("operator:ana", "used_code"),
    ]);
    app.clock.advance(30_000);
    expect((await trySignIn(other)).status).toBe(200);
  });

  test("has one answer for everything that is wrong, for the same work, and the audit says which it was", async () => {
    const runs: string[] = [];
    const app = await start({ engine, onScrypt: () => void runs.push("scrypt") });
    const tries = [
      { operator: "nobody" },
      { password: "wrong" },
      { totp: "000000" },
      { operator: "ben", password: "wrong" },
      { operator: "ben", password: ben.password, totp: "12" },
    ];
    const answers = [];
    for (const each of tries) {
      const { status, text, headers } = await trySignIn(app, each);
      answers.push([status, text.replace(/req_\w+/, ""), headers["set-cookie"]]);
    }
    expect(answers[0]?.[0]).toBe(401);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(runs).toHaveLength(tries.length);
    expect(await auditOf(app)).toEqual([
      refused("unknown", "unknown_operator"),
      refused("operator:ana", "wrong_password"),
      refused("operator:ana", "wrong_code"),
      refused("operator:ben", "wrong_password"),
      refused("operator:ben", "wrong_code"),
    ]);
    expect(app.logs().join("\n")).not.toContain("nobody");
    expect((await trySignIn(app)).status).toBe(200);
  });

  test("makes whoever guesses codes with the right password wait, longer each time", async () => {
    const app = await start({ engine });
    const guess = () => trySignIn(app, { totp: "000000" });
    for (let count = 0; count < 5; count++) await guess();
    app.clock.advance(59_000);
    expect((await trySignIn(app)).status).toBe(401);
    app.clock.advance(1_000);
    expect((await guess()).status).toBe(401);
    app.clock.advance(119_000);
    expect((await trySignIn(app)).status).toBe(401);
    app.clock.advance(1_000);
    expect((await trySignIn(app)).status).toBe(200);
    expect((await auditOf(app)).filter(({ after }) => after?.reason === "blocked")).not.toEqual([]);
  });
});

test("an address may try ten times a minute, whatever the names, and is told to wait", async () => {
  const app = await start();
  const statuses = [];
  for (let count = 0; count < 12; count++)
    statuses.push((await trySignIn(app, { operator: `name-${count}` })).status);
  expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
  expect((await trySignIn(app)).headers["retry-after"]).toMatch(/^\d+$/);
});

test("a name may be tried thirty times a minute, from whatever addresses, and other names go on", async () => {
  const app = await start({
    config: (base) => ({
      ...withOperators(operatorOf("ana"))(base),
      network: { ...base.network, trustedProxies: 1 },
    }),
  });
  const from = (address: number) => ({ "x-forwarded-for": `203.0.113.${address}` });
  const statuses = [];
  for (let count = 0; count < 32; count++) {
    statuses.push((await trySignIn(app, { password: "wrong" }, from(count))).status);
  }
  expect(statuses).toEqual([...Array(30).fill(401), 429, 429]);
  expect((await trySignIn(app, { operator: "ben" }, from(200))).status).toBe(401);
  expect((await trySignIn(app, {}, from(201))).status).toBe(429);
});

test("a stranger cannot fill the audit, nor hide there what is tried with another's name", async () => {
  const app = await start({
    config: (base) => ({
      ...withOperators(operatorOf("ana"))(base),
      network: { ...base.network, trustedProxies: 1 },
    }),
  });
  for (let count = 0; count < 12; count++) {
    await trySignIn(app, { operator: `name-${count}` }, { "x-forwarded-for": `203.0.113.${count}` });
  }
  await trySignIn(app, { password: "wrong" });
  const entries = await auditOf(app);
  expect(entries.filter(({ subject }) => subject === "unknown")).toHaveLength(6);
  expect(entries.filter(({ subject }) => subject === "operator:ana")).toHaveLength(1);
});

test.each([
  [{ operator: 1 }, "operator"],
  [{ password: "" }, "password"],
  [{ totp: "1".repeat(17) }, "totp"],
  [{ remember: true }, "remember"],
])("%j is refused with the field's name before anything is tried", async (change, path) => {
  const app = await start();
  const problem = (await trySignIn(app, change)).problem();
  expect([problem.code, problem.errors?.map((error) => error.path)]).toEqual(["validation_failed", [path]]);
  expect(await auditOf(app)).toEqual([]);
});

test("another site's page cannot sign anybody in", async () => {
  const app = await start();
  for (const [name, value] of [
    ["sec-fetch-site", "cross-site"],
    ["origin", "https://evil.example"],
  ] as const) {
    expect((await trySignIn(app, {}, { [name]: value })).problem().code).toBe("request_forged");
  }
  expect((await trySignIn(app, {}, { origin: app.url })).status).toBe(200);
});

test("without operators there is no console at all", async () => {
  const app = await startTestApp();
  onTestFinished(app.stop);
  for (const path of [
    "/console",
    "/console/",
    "/console/api/me",
    "/console/api/v1/payments",
    "/console/assets/a.js",
  ]) {
    expect((await callHttp(app.url, { path })).problem().code).toBe("not_found");
  }
  expect((await trySignIn(app)).status).toBe(404);
});

test("behind a path and https, the cookie is for that path and has the prefix of secure ones", async () => {
  const app = await start({
    config: (base) => ({
      ...withOperators(operatorOf("ana"))(base),
      publicUrl: "https://pay.example.com/base",
    }),
  });
  expect((await trySignIn(app)).headers["set-cookie"]).toMatch(
    /^__Secure-pay-checkout-console=\w+; Path=\/base\/console; .*Secure; SameSite=Strict$/,
  );
  expect((await signIn(app)).operator.operator).toBe("ana");
});

test("the text of a password is taken in a sandbox", async () => {
  const app = await start();
  const secret = Buffer.from([72, 101, 108, 108, 111, 33, 222, 173, 190, 239]);
  const code = codeNow(app, Buffer.concat([secret, secret]));
  expect((await trySignIn(app, { operator: "ben", password, totp: code })).status).toBe(401);
  expect((await trySignIn(app, { operator: "ben", password: ben.password, totp: code })).status).toBe(200);
});
