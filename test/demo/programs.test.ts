import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";

const root = `${import.meta.dirname}/../..`;
const running: ChildProcess[] = [];

afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
});

async function start(
  entry: string,
  env: Record<string, string>,
): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, [entry], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.push(child);
  const lines = createInterface({ input: child.stdout });
  const [line] = await once(lines, "line");
  return { child, line: String(line) };
}

async function endOf(child: ChildProcess, signal: "SIGTERM" | "SIGINT"): Promise<unknown> {
  const ended = once(child, "exit");
  child.kill(signal);
  return (await ended)[0];
}

const provider = <Names extends string>(...names: readonly Names[]) =>
  z.strictObject({
    baseUrl: z.url(),
    credentials: z.strictObject(Object.fromEntries(names.map((name) => [name, z.string().min(1)]))),
  });

/** Programs start slowly on a busy machine. */
const patient = { timeout: 60_000 };

describe("the sandbox as a program", patient, () => {
  test("prints one line that says where everything listens, answers, and stops when told to", async () => {
    const { child, line } = await start("demo/sandbox/main.ts", {});
    const ready = z
      .strictObject({
        ready: z.literal(true),
        control: z.url(),
        providers: z.strictObject({
          paypro: provider("merchantNo", "appSecret"),
          cxpay: provider("merchant", "key"),
          lhxpay: provider("appKey", "secret"),
          chainup: provider("appId", "privateKey", "platformPublicKey"),
          bharatpay: provider("merchantId", "accessKey"),
        }),
      })
      .parse(JSON.parse(line));
    expect(ready.providers.paypro.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mex-pay$/);
    expect((await fetch(`${ready.control}/api/orders`)).status).toBe(200);
    expect(await endOf(child, "SIGTERM")).toBe(0);
  });

  test("refuses a port that is none, and says which", async () => {
    const child = spawn(process.execPath, ["demo/sandbox/main.ts"], {
      cwd: root,
      env: { ...process.env, SANDBOX_PORT_CXPAY: "seventy" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.push(child);
    const [[text], [code]] = await Promise.all([once(child.stderr, "data"), once(child, "exit")]);
    expect(String(text)).toBe('SANDBOX_PORT_CXPAY is "seventy", but must be a port from 0 to 65535.\n');
    expect(code).toBe(78);
  });

  test("says in one sentence that a port is taken, and by which variable it was named", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : expect.fail("no port");
    const child = spawn(process.execPath, ["demo/sandbox/main.ts"], {
      cwd: root,
      env: { ...process.env, SANDBOX_PORT_PAYPRO: String(port) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.push(child);
    const [[text], [code]] = await Promise.all([once(child.stderr, "data"), once(child, "exit")]);
    other.close();
    expect(String(text)).toBe(
      `The sandbox cannot listen on 127.0.0.1:${port} (SANDBOX_PORT_PAYPRO): another program listens there (EADDRINUSE).\n`,
    );
    expect(code).toBe(1);
  });
});

describe("the shop as a program", patient, () => {
  test("prints its address, answers there, and stops when told to", async () => {
    const { child, line } = await start("demo/shop/server.ts", {
      BFF_URL: "http://127.0.0.1:1",
      API_KEY: "sk_sandbox_1",
      WEBHOOK_SECRET: `whsec_${Buffer.alloc(24, 7).toString("base64")}`,
      SANDBOX_CONTROL_URL: "http://127.0.0.1:2",
    });
    const { url } = z.strictObject({ ready: z.literal(true), url: z.url() }).parse(JSON.parse(line));
    expect((await fetch(url)).status).toBe(200);
    expect(await endOf(child, "SIGINT")).toBe(0);
  });
});
