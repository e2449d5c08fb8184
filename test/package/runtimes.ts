/** The packed package in older and other runtimes: the client calls a real checkout, and the server says whether it can run. */
import { copyFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import { findFreePort } from "../../scripts/free-port.ts";
import { startEmbedded } from "../support/embedded.ts";
import { fetchPackages, mustRun, run } from "./cache.ts";

interface Runtime {
  readonly title: string;
  /** The package of npm that has the runtime. */
  readonly packages: readonly string[];
  readonly program: string;
  readonly args: readonly string[];
  /** What createCheckout says; null: it runs, and takes a payment. */
  readonly refusal: string | null;
}

const refuses = (here: string) =>
  `pay-checkout/server needs Node 24 or newer, but this is ${here}: https://nodejs.org`;

const runtimes: readonly Runtime[] = [
  {
    title: "Node 20",
    packages: ["node@20.20.2"],
    program: "node",
    args: [],
    refusal: refuses("Node 20.20.2"),
  },
  {
    title: "Node 22",
    packages: ["node@22.23.3"],
    program: "node",
    args: [],
    refusal: refuses("Node 22.23.3"),
  },
  { title: "Node 24", packages: ["node@24.21.0"], program: "node", args: [], refusal: null },
  { title: "Deno", packages: ["deno@2.9.6"], program: "deno", args: ["run", "-A"], refusal: null },
  {
    title: "Bun",
    packages: ["bun@1.4.5"],
    program: "bun",
    args: [],
    refusal: refuses("Bun 1.4.5"),
  },
];

export interface RuntimeResult {
  readonly title: string;
  /** As the runtime says it. */
  readonly version: string;
  /** What is wrong; empty when nothing is. */
  readonly wrong: readonly string[];
}

const programs = join(import.meta.dirname, "programs");
const webhookSecret = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;

/** A webhook as the BFF signs it. */
function signedWebhook(): string {
  const [id, body, now] = ["evt_1", '{"type":"session.succeeded","data":{}}', new Date()];
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": new Webhook(webhookSecret).sign(id, now, body),
  };
  return JSON.stringify({ body, headers });
}

type Embedded = Awaited<ReturnType<typeof startEmbedded>>;

/** A session that is paid, for the client to read. */
async function paidSession({ client, url, sandbox, shopOrigin }: Embedded): Promise<string> {
  const session = await client.sessions.create({
    amount: { value: "150.00", currency: "MXN" },
    reference: "order-paid",
    returnUrl: `${shopOrigin}/thanks`,
  });
  await fetch(`${url}/checkout/payments`, {
    method: "POST",
    headers: { authorization: `Bearer ${session.clientToken}`, "content-type": "application/json" },
    body: '{"method":"store"}',
  });
  const { data } = await client.payments.list({ session: session.id });
  sandbox.state.play({ provider: "paypro", orderNo: data[0]?.orderNo ?? "" }, { action: "pay" });
  const end = Date.now() + 20_000;
  for (let status = "processing"; status !== "succeeded"; await wait(50)) {
    ({ status } = await client.sessions.get(session.id));
    if (Date.now() > end) throw new Error(`the session is not paid after 20 s, but ${status}`);
  }
  return session.id;
}

const allSeen = '{"created":true,"read":true,"listed":true,"canceled":true,"refused":true,"verified":true}\n';

function copyPrograms(folder: string): void {
  for (const name of readdirSync(programs)) copyFileSync(join(programs, name), join(folder, name));
}

/** Runs a program that mounts a checkout of its own, with the sandbox's providers, and pays through it. */
async function runServer(program: string, args: readonly string[], folder: string, embedded: Embedded) {
  const { config, sandbox } = embedded;
  rmSync(join(folder, "own"), { recursive: true, force: true });
  const own = {
    ...config,
    publicUrl: `http://127.0.0.1:${await findFreePort()}/pay`,
    database: { url: "sqlite:own/pay.db" },
    merchant: { ...config.merchant, webhooks: [] },
  };
  writeFileSync(join(folder, "checkout.json"), JSON.stringify(own));
  return run(program, [...args, "checkout.json", sandbox.control], folder);
}

/** Runs both programs in one runtime. */
async function tryRuntime(runtime: Runtime, file: string, embedded: Embedded): Promise<RuntimeResult> {
  const { title, packages, program, args, refusal } = runtime;
  const folder = await fetchPackages(title.toLowerCase().replace(" ", "-"), [...packages, file]);
  const path = join(folder, "node_modules/.bin", program);
  const version = await mustRun(path, ["--version"], folder);
  copyPrograms(folder);
  const wrong: string[] = [];
  const client = await run(path, [...args, "client.mjs"], folder, {
    PAY_URL: embedded.url,
    PAY_API_KEY: embedded.apiKey,
    PAY_SESSION: await paidSession(embedded),
    WEBHOOK_SECRET: webhookSecret,
    WEBHOOK: signedWebhook(),
  });
  if (client.stdout !== allSeen) wrong.push(`client: ${client.stdout}${client.stderr}`);
  const server = await runServer(path, [...args, "server.mjs"], folder, embedded);
  if (server.stdout !== `${refusal ?? "succeeded"}\n` || server.stderr !== "")
    wrong.push(`server: ${server.stdout}${server.stderr}`);
  return { title, version: version.split("\n")[0] ?? "", wrong };
}

const nest = ["@nestjs/core", "@nestjs/common", "@nestjs/platform-express"].map((name) => `${name}@12.5.1`);

/** The checkout in an app of Nest, in this Node. */
async function tryNest(file: string, embedded: Embedded): Promise<RuntimeResult> {
  const folder = await fetchPackages("nest", [...nest, "reflect-metadata@0.2.2", "rxjs@7.8.2", file]);
  copyPrograms(folder);
  const { stdout, stderr } = await runServer(process.execPath, ["nest.mjs"], folder, embedded);
  const isRight = stdout === "succeeded\nhello Ana\n" && stderr === "";
  return { title: "Nest", version: "12.5.1", wrong: isRight ? [] : [stdout + stderr] };
}

/** @param file the packed package. */
export async function tryRuntimes(file: string): Promise<readonly RuntimeResult[]> {
  const embedded = await startEmbedded((checkout, server) => server.on("request", checkout.handler));
  try {
    await embedded.checkout.start();
    const results: RuntimeResult[] = [];
    for (const runtime of runtimes) results.push(await tryRuntime(runtime, file, embedded));
    results.push(await tryNest(file, embedded));
    return results;
  } finally {
    await embedded.stop();
  }
}
