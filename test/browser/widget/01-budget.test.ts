import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { catalog } from "../../../widget/locales/catalog.ts";
import { pay, setStage, tag } from "./support/stage.ts";

const stage = setStage();
const v1Folder = join(import.meta.dirname, "../../../dist/widget/v1");
const kibBytes = 1024;

const sizeOf = (file: string) => gzipSync(readFileSync(join(v1Folder, file)), { level: 9 }).length;
const nameOf = (url: string) => new URL(url).pathname.replace("/widget/v1/", "");

/** The widget's scripts that a page requests before a customer can use the list. */
async function requestedForList(locale: string): Promise<readonly string[]> {
  const scenario = stage.bff().addScenario();
  const { page } = await stage.visit("about:blank");
  const before: string[] = [];
  let isUsable = false;
  page.on("request", (request) => {
    if (!isUsable && request.url().endsWith(".js")) before.push(nameOf(request.url()));
  });
  const { origin } = stage.bff();
  await page.exposeFunction("usable", () => {
    isUsable = true;
  });
  await page.addInitScript(() => {
    document.addEventListener("pay-ready", () => {
      const { usable } = globalThis as unknown as { usable: () => void };
      usable();
    });
  });
  await page.goto(stage.shop().addPage({ body: tag(origin, scenario.token, `locale="${locale}"`) }));
  await page.getByRole("radio").first().waitFor();
  return before;
}

describe("widget 1: what it weighs, gzip -9", () => {
  test("at most 20,480 bytes of script are loaded before the methods can be used, in English", async () => {
    expect(await requestedForList("en-GB")).toEqual(["pay-checkout.js"]);
    expect(sizeOf("pay-checkout.js")).toBeLessThanOrEqual(20 * kibBytes);
  });

  test("at most 22,528 bytes in any other language, whose texts are one file", async () => {
    const entries = readdirSync(v1Folder);
    for (const locale of ["el", "es-MX"]) {
      expect(await requestedForList(locale)).toEqual([
        "pay-checkout.js",
        expect.stringMatching(new RegExp(`^texts-[\\w-]{8}-${locale}\\.js$`)),
      ]);
    }
    const ofLanguages = entries.filter((name) => /^texts-[\w-]{8}-(?!guide-|claim-)[\w-]+\.js$/.test(name));
    expect(ofLanguages).toHaveLength(Object.keys(catalog).length);
    const largest = Math.max(...ofLanguages.map(sizeOf));
    expect(sizeOf("pay-checkout.js") + largest).toBeLessThanOrEqual(22 * kibBytes);
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
    const files = readdirSync(v1Folder);
    for (const language of Object.keys(catalog)) {
      for (const name of [language, `guide-${language}`]) {
        const [file, ...others] = files.filter((one) => /^texts-[\w-]{8}-(.*)\.js$/.exec(one)?.[1] === name);
        expect([name, others]).toEqual([name, []]);
        expect(sizeOf(file ?? name), name).toBeLessThanOrEqual(2 * kibBytes);
      }
    }
  });
});
