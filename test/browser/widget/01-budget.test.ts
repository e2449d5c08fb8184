import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { catalog } from "../../../widget/locales/catalog.ts";
import { pay, setStage } from "./support/stage.ts";

const stage = setStage();
const v1Folder = join(import.meta.dirname, "../../../dist/widget/v1");
const kibBytes = 1024;

const sizeOf = (file: string) => gzipSync(readFileSync(join(v1Folder, file)), { level: 9 }).length;
const nameOf = (url: string) => new URL(url).pathname.replace("/widget/v1/", "");

describe("widget 1: what it weighs, gzip -9", () => {
  test("at most 20,480 bytes of script are loaded before the methods can be used, in English", async () => {
    const scenario = stage.bff().addScenario();
    const { page } = await stage.visit("about:blank");
    const before: string[] = [];
    let isUsable = false;
    page.on("request", (request) => {
      if (!isUsable && request.url().endsWith(".js")) before.push(nameOf(request.url()));
    });
    const { origin } = stage.bff();
    const body = `<script type="module" src="${origin}/widget/v1/pay-checkout.js"></script>
      <pay-checkout bff="${origin}" client-token="${scenario.token}" locale="en"></pay-checkout>`;
    await page.exposeFunction("usable", () => {
      isUsable = true;
    });
    await page.addInitScript(() => {
      document.addEventListener("pay-ready", () => {
        const { usable } = globalThis as unknown as { usable: () => void };
        usable();
      });
    });
    await page.goto(stage.shop().addPage({ body }));
    await page.getByRole("radio", { name: "Bank transfer" }).waitFor();
    expect(before).toEqual(["pay-checkout.js"]);
    expect(sizeOf("pay-checkout.js")).toBeLessThanOrEqual(20 * kibBytes);
  });

  test("the barcode is at most 4 kB and the QR at most 9 kB, with all that they import, on demand", async () => {
    const scenario = stage.bff().addScenario();
    const { page } = await stage.open(scenario);
    await page.getByRole("radio").first().waitFor();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(nameOf(request.url())));
    await pay(page, "Bank transfer");
    await page.getByRole("img", { name: /Barcode/ }).waitFor();
    expect(asked.some((name) => name.startsWith("barcode-"))).toBe(true);
    const shared = readdirSync(v1Folder).filter(
      (name) => name.startsWith("rolldown-runtime") && name.endsWith(".js"),
    );
    const size = (prefix: string) =>
      [...readdirSync(v1Folder).filter((name) => name.startsWith(prefix) && name.endsWith(".js")), ...shared]
        .map(sizeOf)
        .reduce((total, bytes) => total + bytes, 0);
    expect(size("barcode-")).toBeGreaterThan(0);
    expect(size("barcode-")).toBeLessThanOrEqual(4 * kibBytes);
    expect(size("qr-")).toBeLessThanOrEqual(9 * kibBytes);
  });

  test("each language is at most 2 kB, its messages and its instructions alike", () => {
    const files = readdirSync(v1Folder).filter((name) => name.endsWith(".js"));
    for (const tag of [...Object.keys(catalog), "en"]) {
      const ofTag = files.filter((name) => new RegExp(`^${tag}-[\\w-]{8}\\.js$`).test(name));
      expect(ofTag.length, tag).toBeGreaterThan(0);
      for (const file of ofTag) expect(sizeOf(file), file).toBeLessThanOrEqual(2 * kibBytes);
    }
  });
});
