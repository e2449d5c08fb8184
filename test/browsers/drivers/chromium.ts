/** Drives a Chromium of any age by its DevTools protocol. Playwright and Puppeteer speak only to new ones. */
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { type Driver, type DriverOptions, startAndHear, stop } from "./driver.ts";
import { openJsonSocket } from "./json-socket.ts";

const flags = [
  "--no-sandbox",
  "--headless",
  "--disable-gpu",
  "--no-zygote",
  "--no-first-run",
  "--hide-scrollbars",
  "--remote-debugging-port=0",
  "--window-size=480,1100",
];
const targets = z.array(z.looseObject({ type: z.string(), webSocketDebuggerUrl: z.string().optional() }));
const evaluated = z.looseObject({
  result: z.looseObject({ value: z.unknown() }),
  exceptionDetails: z.looseObject({ text: z.string() }).optional(),
});
const picture = z.object({ data: z.string() });

/** The oldest versions have no permission of that name. */
const isBelowFloor = (version: string) => Number(/\/(\d+)/.exec(version)?.[1]) < 83;

async function readJson(url: string): Promise<unknown> {
  return await (await fetch(url)).json();
}

/** The address of its window, which may come a moment after the program says that it listens. */
async function findWindow(host: string, triesLeft: number): Promise<string> {
  const found = targets.parse(await readJson(`http://${host}/json/list`)).find(({ type }) => type === "page");
  if (found?.webSocketDebuggerUrl !== undefined) return found.webSocketDebuggerUrl;
  if (triesLeft === 0) throw new Error("it has no window");
  await delay(100);
  return await findWindow(host, triesLeft - 1);
}

export async function startChromium({ program, profile }: DriverOptions): Promise<Driver> {
  const { child, said } = await startAndHear(
    program,
    [...flags, `--user-data-dir=${profile}`, "about:blank"],
    { hear: /DevTools listening on ws:\/\/(127\.0\.0\.1:\d+)\// },
  );
  const version = z
    .looseObject({ Browser: z.string() })
    .parse(await readJson(`http://${said}/json/version`)).Browser;
  const { request, close } = await openJsonSocket(await findWindow(said, 100));
  await request("Page.enable", {});
  // Lets pages copy, as a window with a person in front of it does. Without a window, an old Chromium refuses it.
  if (!isBelowFloor(version)) {
    await request("Browser.grantPermissions", { permissions: ["clipboardSanitizedWrite"] });
  }
  await request("Runtime.enable", {});
  return {
    version,
    open: async (url) => void (await request("Page.navigate", { url })),
    reload: async () => void (await request("Page.reload", {})),
    evaluate: async (expression) => {
      const answer = evaluated.parse(
        await request("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true }),
      );
      if (answer.exceptionDetails !== undefined) throw new Error(answer.exceptionDetails.text);
      return answer.result.value;
    },
    click: async (x, y) => {
      for (const type of ["mousePressed", "mouseReleased"]) {
        await request("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
      }
    },
    resize: async (width, height) => {
      const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
      await request("Emulation.setDeviceMetricsOverride", metrics);
    },
    screenshot: async () => {
      const { data } = picture.parse(await request("Page.captureScreenshot", { format: "png" }));
      return Buffer.from(data, "base64");
    },
    close: async () => {
      close();
      await stop(child);
    },
  };
}
