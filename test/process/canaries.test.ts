/** What other users of the machine can see of a running server: command lines, and the processes that it starts. */
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { findSecrets } from "../security/support/encodings.ts";
import { type BaseConfig, endAll, serve } from "./support/server.ts";

afterEach(endAll);

const secrets = { SHOP_KEY: "canary-key-of-the-shop", PROVIDER_SECRET: "canary-secret-of-a-provider" };

const config = (base: BaseConfig) => ({
  ...base,
  merchant: {
    ...base.merchant,
    apiKeys: [{ id: "shop", secret: { env: "SHOP_KEY" }, scopes: ["sessions"] }],
  },
  accounts: base.accounts.map((account) => ({
    ...account,
    credentials: { merchantNo: "2000000001", appSecret: { env: "PROVIDER_SECRET" } },
  })),
});

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1");
  } catch {
    // It has just ended.
    return "";
  }
}

function childrenOf(pid: number): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((other) => other > 0 && new RegExp(`^PPid:\\s+${pid}$`, "m").test(read(other, "status")));
}

test.skipIf(process.platform !== "linux")(
  "secrets are in no command line, and the process that watches the end gets none",
  async () => {
    const served = await serve({ config, env: secrets });
    await served.ready();
    expect((await served.get("/v1/sessions", secrets.SHOP_KEY)).status).toBe(200);
    const pid = served.child.pid ?? 0;
    expect(read(pid, "environ")).toContain(secrets.SHOP_KEY);
    // A request that is under way keeps the server from ending at once.
    const socket = connect(served.port, "127.0.0.1");
    socket.on("error", () => undefined);
    await once(socket, "connect");
    socket.write("POST /callbacks/paypro-mx HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{");
    await expect
      .poll(async () => (await (await served.get("/metrics", "scrape-me")).text()).length)
      .toBeGreaterThan(0);
    const ended = served.end();
    // Until it runs its own program a child is a copy of the server, with its command line.
    const own = read(pid, "cmdline");
    const started = () => childrenOf(pid).filter((child) => ![own, ""].includes(read(child, "cmdline")));
    await expect.poll(() => started().length).toBeGreaterThan(0);
    const seen = [pid, ...started()].map((one) => read(one, "cmdline")).join("\n");
    const given = started().map((one) => read(one, "environ"));
    socket.destroy();
    expect((await ended).code).toBe(0);
    expect(seen).toContain("serve");
    const all = [seen, ...given, served.text.out, served.text.error].join("\n");
    expect(findSecrets(all, Object.values(secrets))).toEqual([]);
  },
);
