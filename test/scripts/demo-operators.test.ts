import { expect, test } from "vitest";
import { createDemoOperators } from "../../scripts/demo-operators.ts";
import { startTestApp } from "../support/app.ts";
import { trySignIn } from "../support/operators.ts";

test("the demo's two operators sign in with what is printed, each with their own secrets", async () => {
  const operators = createDemoOperators();
  const app = await startTestApp({ config: operators.letIn });
  try {
    app.clock.advance(Date.now() - app.clock.now());
    const lines = operators.explain(app.url).join("\n");
    expect(lines).toContain(`${app.url}/console`);
    const printed = [...lines.matchAll(/Operator (\S+), password (\S+), code (\d{6})/g)];
    expect(printed.map(([, id]) => id)).toEqual(["demo", "second"]);
    expect(new Set(printed.map(([, , secret]) => secret)).size).toBe(2);
    for (const [, operator, password, totp] of printed) {
      expect((await trySignIn(app, { operator, password, totp })).status).toBe(200);
    }
  } finally {
    await app.stop();
  }
});
