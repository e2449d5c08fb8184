import { afterAll, afterEach, beforeAll, describe } from "vitest";
import type { Engine } from "../../bff/storage/engine/database.ts";
import { startTestApp, type TestApp, type TestAppOptions } from "./app.ts";
import { engines } from "./databases.ts";

export interface AppSuiteOptions extends Omit<TestAppOptions, "engine"> {
  /** Default: both. A suite that does not depend on the storage may run on one. */
  readonly engines?: readonly Engine[];
}

/** A suite whose tests share one app, on each engine. Tests and hooks get it from `app()`. */
export function describeApp(
  name: string,
  options: AppSuiteOptions,
  define: (app: () => TestApp) => void,
): void {
  const { engines: chosen = engines, ...rest } = options;
  describe.each(chosen)(`${name} on %s`, (engine) => {
    let started: TestApp | undefined;
    beforeAll(async () => {
      started = await startTestApp({ ...rest, engine });
    });
    afterAll(async () => {
      await started?.stop();
    });
    // A fault that one test armed but did not use up must not reach the next test.
    afterEach(() => started?.sandbox.state.disarm());
    define(() => {
      if (started === undefined) throw new Error("the app is not started yet");
      return started;
    });
  });
}
