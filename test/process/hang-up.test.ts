/** `SIGHUP` at the process that serves: it reads its configuration again, and never ends by it. */
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { watchHangUps } from "../../bff/cli/hang-ups.ts";
import { closeShops, merchant, openShop, stop } from "./support/cli-process.ts";

afterEach(closeShops);

const other = { ...merchant, apiKeys: [{ id: "other", secret: "sk_exchanged" }] };

test("a key that left the file is refused, a new one is let in, and the process is the same", async () => {
  const shop = await openShop();
  const server = await shop.serve();
  const statuses = async () => [
    await shop.status("/v1/sessions", "sk_of_a_process"),
    await shop.status("/v1/sessions", "sk_exchanged"),
  ];
  expect(await statuses()).toEqual([200, 401]);
  shop.configure({ merchant: other });
  server.child.kill("SIGHUP");
  await expect.poll(statuses).toEqual([401, 200]);
  expect(await stop(server)).toBe(0);
});

test("a file with mistakes changes nothing: the log names each mistake, and the next right file counts", async () => {
  const shop = await openShop();
  const server = await shop.serve();
  shop.configure({ merchant: { ...other, name: "" }, limits: { browserPerMinute: "many" } });
  server.child.kill("SIGHUP");
  await expect.poll(() => server.output.out).toContain("limits.browserPerMinute: must be a number");
  expect(server.output.out).toContain("merchant.name: must not be empty");
  expect(server.output.out).not.toContain("sk_exchanged");
  expect(await shop.status("/v1/sessions", "sk_of_a_process")).toBe(200);
  shop.configureWith("{");
  server.child.kill("SIGHUP");
  await expect.poll(() => server.output.out).toContain("is not valid JSON");
  shop.configure({ merchant: other, listen: { host: "127.0.0.1", port: 1 } });
  server.child.kill("SIGHUP");
  await expect.poll(() => shop.status("/v1/sessions", "sk_exchanged")).toBe(200);
  await expect.poll(() => server.output.out).toContain('"reason":"listen.port"');
  expect(await stop(server)).toBe(0);
});

test("it does not end a process that waits for its database", async () => {
  const shop = await openShop({ database: { url: "postgres://nobody@127.0.0.1:9/none" } });
  const server = shop.run("serve");
  await expect.poll(() => server.output.out, { timeout: 30_000 }).toContain("database");
  server.child.kill("SIGHUP");
  server.child.kill("SIGHUP");
  expect(await stop(server)).toBe(0);
});

test("it does not end a process that drains: the request under way is answered", async () => {
  const shop = await openShop();
  const server = await shop.serve();
  const { hostname, port } = new URL(shop.url);
  const socket = connect({ host: hostname, port: Number(port) });
  let answer = "";
  socket.on("data", (chunk) => {
    answer += String(chunk);
  });
  const body = JSON.stringify({
    amount: { value: "150.00", currency: "MXN" },
    reference: "order-1",
    returnUrl: "http://127.0.0.1:8080/thanks",
  });
  const head = [
    "POST /v1/sessions HTTP/1.1",
    `host: ${hostname}`,
    "authorization: Bearer sk_of_a_process",
    "content-type: application/json",
    `content-length: ${body.length}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n${body.slice(0, 10)}`);
  // Answered on another connection after it, so the server has read the head.
  expect(await shop.status("/v1/sessions", "sk_of_a_process")).toBe(200);
  server.child.kill("SIGTERM");
  await expect.poll(() => server.output.out).toContain('"msg":"stopping"');
  server.child.kill("SIGHUP");
  socket.write(body.slice(10));
  await expect.poll(() => answer).toContain("HTTP/1.1 201");
  socket.destroy();
  expect(await server.ended).toEqual({ code: 0, signal: null });
});

test("signals that come before there is a server, or while the file is read, make one more reading", async () => {
  const hangUps = watchHangUps();
  process.emit("SIGHUP");
  process.emit("SIGHUP");
  let readings = 0;
  let end: () => void = () => undefined;
  hangUps.follow(
    () =>
      new Promise((resolve) => {
        readings++;
        end = resolve;
      }),
  );
  expect(readings).toBe(1);
  for (let i = 0; i < 3; i++) process.emit("SIGHUP");
  expect(readings).toBe(1);
  end();
  await expect.poll(() => readings).toBe(2);
  end();
  hangUps.follow(undefined);
  process.emit("SIGHUP");
  expect(readings).toBe(2);
});
