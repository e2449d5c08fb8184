/** Drives Firefox by WebDriver BiDi, which it speaks itself. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Driver, type DriverOptions, startAndHear, stop } from "./driver.ts";
import { openJsonSocket } from "./json-socket.ts";

const session = z.looseObject({ capabilities: z.looseObject({ browserVersion: z.string() }) });
const tree = z.object({ contexts: z.array(z.looseObject({ context: z.string() })) });
const evaluated = z.looseObject({
  result: z.looseObject({ value: z.string().optional() }).optional(),
  exceptionDetails: z.looseObject({ text: z.string() }).optional(),
});
const picture = z.object({ data: z.string() });

export async function startFirefox({ program, profile }: DriverOptions): Promise<Driver> {
  writeFileSync(
    join(profile, "user.js"),
    'user_pref("browser.shell.checkDefaultBrowser", false);\nuser_pref("datareporting.policy.dataSubmissionEnabled", false);\n',
  );
  const args = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"];
  const { child, said } = await startAndHear(program, args, {
    hear: /WebDriver BiDi listening on (ws:\/\/\S+)/,
    env: { HOME: profile, MOZ_REMOTE_ALLOW_SYSTEM_ACCESS: "0" },
  });
  const { request, close } = await openJsonSocket(`${said}/session`);
  const { capabilities } = session.parse(await request("session.new", { capabilities: {} }));
  const [first] = tree.parse(await request("browsingContext.getTree", {})).contexts;
  if (first === undefined) throw new Error("it has no window");
  const { context } = first;
  return {
    version: `Firefox/${capabilities.browserVersion}`,
    open: async (url) => void (await request("browsingContext.navigate", { context, url, wait: "complete" })),
    reload: async () => void (await request("browsingContext.reload", { context, wait: "complete" })),
    evaluate: async (expression) => {
      const answer = evaluated.parse(
        await request("script.evaluate", {
          // Wrapped, because the protocol has a notation of its own for values, and no wish for JSON.
          expression: `(async () => JSON.stringify(await (${expression})))()`,
          target: { context },
          awaitPromise: true,
        }),
      );
      if (answer.exceptionDetails !== undefined) throw new Error(answer.exceptionDetails.text);
      const text = answer.result?.value;
      return text === undefined ? undefined : JSON.parse(text);
    },
    click: async (x, y) => {
      const actions = [
        { type: "pointerMove", x: Math.round(x), y: Math.round(y) },
        { type: "pointerDown", button: 0 },
        { type: "pointerUp", button: 0 },
      ];
      await request("input.performActions", {
        context,
        actions: [{ type: "pointer", id: "mouse", actions }],
      });
    },
    resize: async (width, height) =>
      void (await request("browsingContext.setViewport", { context, viewport: { width, height } })),
    screenshot: async () => {
      const { data } = picture.parse(await request("browsingContext.captureScreenshot", { context }));
      return Buffer.from(data, "base64");
    },
    close: async () => {
      close();
      await stop(child);
    },
  };
}
