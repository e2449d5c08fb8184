import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { listenOnFreePort } from "../support/net.ts";
import { createTestDatabase } from "../support/postgres.ts";
import { accountAt, apiKey, endAll, type Served, serve, stopMs } from "./support/server.ts";

const servers: Server[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  await endAll();
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** Takes connections and never says anything. */
async function listenSilently(): Promise<{ readonly port: number; readonly taken: () => number }> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    sockets.push(socket);
    taken++;
  });
  let taken = 0;
  servers.push(server);
  return { port: await listenOnFreePort(server), taken: () => taken };
}

async function expectToStop(served: Served, signal?: NodeJS.Signals): Promise<void> {
  const { ms, ...ending } = await served.end(signal);
  expect(ending).toEqual({ code: 0, signal: null });
  expect(ms).toBeLessThan(stopMs);
}

test.each(["SIGTERM", "SIGINT"] as const)("%s ends it with 0", async (signal) => {
  const served = await serve();
  await served.ready();
  await expectToStop(served, signal);
  expect(served.text.out).toContain('"msg":"stopped"');
});

test("a second SIGTERM changes nothing", async () => {
  const provider = await listenSilently();
  const served = await serve({
    config: (base) => ({ ...base, accounts: [accountAt(`http://127.0.0.1:${provider.port}`)] }),
  });
  await served.ready();
  await startPayment(served);
  await expect.poll(provider.taken).toBe(1);
  served.child.kill("SIGTERM");
  await expect.poll(() => served.text.out).toContain('"msg":"stopping"');
  await expectToStop(served);
});

/** Starts a payment whose provider never answers. The request is broken off when the server stops. */
async function startPayment({ url }: Served): Promise<void> {
  const session = await fetch(`${url}/v1/sessions`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({
      amount: { value: "150.00", currency: "MXN" },
      reference: "order-1",
      country: "MX",
      returnUrl: "http://127.0.0.1:8080/thanks",
    }),
  });
  expect(session.status).toBe(201);
  const { clientToken } = JSON.parse(await session.text());
  fetch(`${url}/checkout/payments`, {
    method: "POST",
    headers: { authorization: `Bearer ${clientToken}`, "content-type": "application/json" },
    body: JSON.stringify({ method: "store", payer: { name: "Ana", email: "ana@example.com" } }),
  }).then(
    (response) => response.body?.cancel(),
    () => undefined,
  );
}

/** The health checks, too. */
const logsAll = { CHECKOUT_LOG_LEVEL: "debug" };

test("when the reader of the log leaves, it goes on serving, says so, and stops", async () => {
  const served = await serve({ env: logsAll });
  await served.ready();
  await expect.poll(() => served.text.out).toContain('"msg":"listening"');
  served.child.stdout.destroy();
  for (let call = 0; call < 5; call++) expect((await served.get("/healthz")).status).toBe(200);
  await expect.poll(() => served.text.error).toContain("Standard output cannot be written any more (EPIPE)");
  await expectToStop(served);
});

test("when nobody is left to read anything, it goes on serving, and stops", async () => {
  const served = await serve({ env: logsAll });
  await served.ready();
  served.child.stdout.destroy();
  served.child.stderr.destroy();
  for (let call = 0; call < 5; call++) expect((await served.get("/healthz")).status).toBe(200);
  await expectToStop(served);
});

test("a log that nobody reads holds up nothing", { timeout: 60_000 }, async () => {
  const served = await serve({ reads: false, env: logsAll });
  await served.ready();
  // More than a pipe and the reader's buffer hold.
  for (let round = 0; round < 40; round++) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => served.get("/healthz")));
    for (const answer of answers) expect(answer.status).toBe(200);
  }
  await expectToStop(served);
});

test("a database that never answers holds up neither a start that is broken off", async () => {
  const database = await listenSilently();
  const url = `postgres://checkout:canary@127.0.0.1:${database.port}/checkout`;
  const served = await serve({ config: (base) => ({ ...base, database: { url } }) });
  await expect.poll(database.taken, { timeout: 20_000 }).toBeGreaterThan(0);
  await expectToStop(served);
  expect(served.text.out + served.text.error).not.toContain("canary");
});

test("clients that never read, and an open request, hold up nothing", async () => {
  const served = await serve();
  await served.ready();
  for (let client = 0; client < 20; client++) {
    const socket = connect(served.port, "127.0.0.1");
    sockets.push(socket);
    await once(socket, "connect");
    socket.on("error", () => undefined).pause();
    socket.write("GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n".repeat(60));
    socket.write("POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{");
  }
  await expectToStop(served);
});

test("a database that stops answering while it runs holds up nothing", async () => {
  const database = await createTestDatabase();
  const target = new URL(database.url);
  const { hostname, port } = target;
  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname);
    for (const socket of [client, server]) {
      sockets.push(socket);
      socket.on("error", () => undefined);
    }
    client.pipe(server);
    server.pipe(client);
  });
  servers.push(proxy);
  target.host = `127.0.0.1:${await listenOnFreePort(proxy)}`;
  const served = await serve({ config: (base) => ({ ...base, database: { url: target.href } }) });
  await served.ready();
  for (const socket of sockets) socket.unpipe().pause();
  const unanswered = served.get("/readyz").catch(() => undefined);
  await expectToStop(served);
  await unanswered;
  for (const socket of sockets.splice(0)) socket.destroy();
  await database.drop();
});

test.each([
  ["rejection", "Promise.reject(new TypeError('can' + 'ary'))"],
  ["exception", "setImmediate(() => { throw new TypeError('can' + 'ary'); })"],
])("an unforeseen %s is logged, and stops it in order, with 1", async (_, code) => {
  const provoke = `data:text/javascript,process.on("SIGUSR2", () => { ${encodeURIComponent(code)} });`;
  const served = await serve({ nodeArgs: ["--import", provoke] });
  await served.ready();
  const ending = await served.end("SIGUSR2");
  expect(ending).toMatchObject({ code: 1, signal: null });
  const messages = served.text.out.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
  expect(messages.find(({ msg }) => msg === "crashed")).toMatchObject({
    level: "fatal",
    err: { kind: "TypeError" },
  });
  expect(messages.at(-1)).toMatchObject({ msg: "stopped" });
  expect(served.text.out + served.text.error).not.toContain("canary");
});

test("what hangs for good is ended from outside", async () => {
  const watch = join(import.meta.dirname, "../../bff/cli/exit-watch.ts");
  const program = `
    import { watchExit } from ${JSON.stringify(watch)};
    watchExit(500, (error) => { throw error; });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: "ignore" });
  const [code, signal] = await once(child, "exit");
  expect({ code, signal }).toEqual({ code: null, signal: "SIGKILL" });
});
