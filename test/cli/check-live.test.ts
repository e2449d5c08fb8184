/** What `check` says of addresses that look right in a live configuration, and that nobody reaches. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runCommand } from "../../bff/cli/run.ts";
import { live, liveSecrets, withChange } from "../config/support/configuration.ts";

const folder = mkdtempSync(join(tmpdir(), "pay-checkout-live-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function check(changes: Readonly<Record<string, unknown>>): Promise<string> {
  const base = { ...live, database: { url: `sqlite:${join(folder, "checkout.db")}` } };
  const file = join(folder, "config.json");
  const config = Object.entries(changes).reduce<unknown>(
    (changed, [path, value]) => withChange(changed, path, value),
    withChange(base, "accounts.0.baseUrl", "https://192.0.2.1/api"),
  );
  writeFileSync(file, JSON.stringify(config));
  const out: string[] = [];
  const write = (line: string) => void out.push(line);
  await runCommand(["check", "--config", file], { out: write, error: write, env: liveSecrets });
  return out.join("\n");
}

test.each(["https://127.0.0.1:8787", "https://[::1]", "https://localhost/pay", "https://10.0.0.7"])(
  "check warns that no callback arrives at %s",
  async (publicUrl) => {
    expect(await check({ publicUrl })).toContain(
      `Warning: publicUrl: ${publicUrl} is of this machine or a private network, so no provider's callbacks arrive.`,
    );
  },
);

test("check does not warn of a public address", async () => {
  expect(await check({})).not.toContain("Warning: publicUrl");
});

test.each(["https://10.0.0.1", "https://192.0.2.1", "https://[fd00::1]/api"])(
  "check says that the server itself does not connect to %s",
  async (baseUrl) => {
    const said = await check({ "accounts.0.baseUrl": baseUrl });
    expect(said).toContain(
      `paypro-mx (paypro): not asked: ${baseUrl} leads to a private or special address, and this server itself connects to none (address_refused)`,
    );
    expect(said).not.toContain("wrong address");
  },
);
