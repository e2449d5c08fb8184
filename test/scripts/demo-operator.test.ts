import { expect, test } from "vitest";
import { createDemoOperator } from "../../scripts/demo-operator.ts";
import { startTestApp } from "../support/app.ts";
import { trySignIn } from "../support/operators.ts";

test("the demo's operator signs in with what is printed", async () => {
  const operator = createDemoOperator();
  const app = await startTestApp({ config: operator.letIn });
  try {
    app.clock.advance(Date.now() - app.clock.now());
    const lines = operator.explain(app.url).join("\n");
    expect(lines).toContain(`${app.url}/console`);
    const [, password, totp] = /password (\S+), code (\d{6})/.exec(lines) ?? [];
    expect((await trySignIn(app, { operator: "demo", password, totp })).status).toBe(200);
  } finally {
    await app.stop();
  }
});
