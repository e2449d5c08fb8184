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
/** The last one lets a page open a window. */
const preferences = [
  "browser.shell.checkDefaultBrowser",
  "datareporting.policy.dataSubmissionEnabled",
  "dom.disable_open_during_load",
];
const picture = z.object({ data: z.string() });

export async function startFirefox({ program, profile }: DriverOptions): Promise<Driver> {
  writeFileSync(
    join(profile, "user.js"),
    preferences.map((name) => `user_pref("${name}", false);\n`).join(""),
  );
  const args = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"];
  const { child, said } = await startAndHear(program, args, {
    hear: /WebDriver BiDi listening on (ws:\/\/\S+)/,
    env: { HOME: profile, MOZ_REMOTE_ALLOW_SYSTEM_ACCESS: "0" },
  });
  const { request, close } = await openJsonSocket(`${said}/session`);
  const { capabilities } = session.parse(await request("session.new", { capabilities: {} }));
  const contexts = async () => tree.parse(await request("browsingContext.getTree", {})).contexts;

  async function evaluateIn(context: string, expression: string): Promise<unknown> {
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
  }

  const [first] = await contexts();
  if (first === undefined) throw new Error("it has no window");
  // A page may resize only a window that a page has opened. The protocol of older versions cannot do it, nor reload.
  await evaluateIn(first.context, 'void window.open("about:blank", "", "popup,width=480,height=1100")');
  const opened = (await contexts()).find(({ context }) => context !== first.context);
  if (opened === undefined) throw new Error("its page has opened no window");
  const { context } = opened;
  return {
    version: `Firefox/${capabilities.browserVersion}`,
    open: async (url) => void (await request("browsingContext.navigate", { context, url, wait: "complete" })),
    reload: async () => void (await evaluateIn(context, "void location.reload()")),
    evaluate: (expression) => evaluateIn(context, expression),
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
      void (await evaluateIn(context, `void resizeBy(${width} - innerWidth, ${height} - innerHeight)`)),
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
