/** Drives WebKitGTK by WebDriver, in a display of its own that nobody sees. */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import { listenOnFreePort } from "../../support/net.ts";
import { readDisplay } from "./display.ts";
import { type Driver, type DriverOptions, startAndHear, stop } from "./driver.ts";

const created = z.object({
  sessionId: z.string(),
  capabilities: z.looseObject({ browserName: z.string(), browserVersion: z.string() }),
});
const answered = z.object({ value: z.unknown() });
const failure = z.looseObject({ message: z.string() });
const libraries = "/usr/lib/x86_64-linux-gnu";

/** Its small browser, in the folder of the newest version of the library. */
function findMiniBrowser(): string {
  const folder = readdirSync(libraries).findLast((name) => /^webkit2?gtk-\d/.test(name));
  return `${libraries}/${folder}/MiniBrowser`;
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnFreePort(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function startWebkit({ program, profile }: DriverOptions): Promise<Driver> {
  const display = await startAndHear(
    "Xvfb",
    ["-displayfd", "1", "-screen", "0", "1000x1200x24", "-fbdir", profile],
    {
      hear: /^(\d+)\n/m,
    },
  );
  const port = await findFreePort();
  const env = {
    DISPLAY: `:${display.said}`,
    HOME: profile,
    XDG_RUNTIME_DIR: profile,
    GDK_BACKEND: "x11",
    WEBKIT_DISABLE_DMABUF_RENDERER: "1",
  };
  const child = spawn(program, [`--port=${port}`], { env: { ...process.env, ...env }, stdio: "ignore" });

  async function call(method: "GET" | "POST" | "DELETE", path: string, body: object = {}): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(method === "POST" ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(40_000),
    });
    const { value } = answered.parse(await response.json());
    if (!response.ok)
      throw new Error(failure.safeParse(value).data?.message ?? `${path}: ${response.status}`);
    return value;
  }

  /** The driver says nothing when it listens. */
  async function createSession(triesLeft: number): Promise<unknown> {
    const options = { binary: findMiniBrowser(), args: ["--automation"] };
    try {
      return await call("POST", "/session", {
        capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } },
      });
    } catch (error) {
      const isRefused = error instanceof TypeError;
      if (!isRefused || triesLeft === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return await createSession(triesLeft - 1);
    }
  }

  const { sessionId, capabilities } = created.parse(await createSession(100));
  const at = `/session/${sessionId}`;
  return {
    version: `${capabilities.browserName}/${capabilities.browserVersion}`,
    open: async (url) => void (await call("POST", `${at}/url`, { url })),
    reload: async () => void (await call("POST", `${at}/refresh`)),
    evaluate: async (expression) =>
      await call("POST", `${at}/execute/async`, {
        script: `const done = arguments[0]; Promise.resolve((${expression})).then(done, (error) => done(String(error)))`,
        args: [],
      }),
    click: async (x, y) => {
      const actions = [
        { type: "pointerMove", duration: 0, x: Math.round(x), y: Math.round(y) },
        { type: "pointerDown", button: 0 },
        { type: "pointerUp", button: 0 },
      ];
      await call("POST", `${at}/actions`, { actions: [{ type: "pointer", id: "mouse", actions }] });
    },
    resize: async (width, height) => void (await call("POST", `${at}/window/rect`, { width, height })),
    // The driver's own pictures hang on some screens.
    screenshot: async () => readDisplay(join(profile, "Xvfb_screen0")),
    close: async () => {
      await call("DELETE", at).catch(() => undefined);
      await stop(child);
      await stop(display.child);
    },
  };
}
