import type { TestApp } from "../../support/app.ts";

/** A session and its customer's browser. */
export async function openSession(app: TestApp, changes = {}) {
  const session = await app.api.createSession(changes);
  return { session, browser: app.browser(session.clientToken) };
}
