import type { TestApp } from "../../support/app.ts";
import type { Reply } from "../../support/http-client.ts";

export interface HeldCallback {
  readonly id: string;
  readonly body: string;
  readonly path: string;
}

/** A store payment whose first callback the sandbox has made but not sent: the test sends it. */
export async function withCallback(
  app: TestApp,
  order: Readonly<Record<string, unknown>> = {},
): Promise<HeldCallback> {
  const session = await app.api.createSession(order);
  const { id } = await app.browser(session.clientToken).start("store");
  const held = await app.orderOf(id);
  app.sandbox.state.arm({ kind: "lose", operation: "callback", provider: "paypro", orderNo: held.orderNo });
  app.sandbox.state.play(held, { action: "pay" });
  const callback = (await app.orderOf(id)).callbacks[0];
  if (callback === undefined) throw new Error("the sandbox made no callback");
  return { id, body: callback.body, path: new URL(callback.url).pathname };
}

export function postCallback(
  app: TestApp,
  path: string,
  rawBody: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  return app.call({
    method: "POST",
    path,
    rawBody,
    headers: { "content-type": "application/json;charset=UTF-8", ...headers },
  });
}
