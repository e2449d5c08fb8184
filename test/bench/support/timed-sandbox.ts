/**
 * The providers' sandbox as a program that also says how long PayPro took over each order: from having read the
 * head of the request to having handed over the last byte of the answer, by Node's own diagnostics channels, so that
 * nothing stands in the way that is measured. Prints one line of JSON; `timesUrl` answers with ms by amount.
 */
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { startSandbox } from "../../../demo/sandbox/sandbox.ts";
import { startTestServer } from "../../support/net.ts";

const seen = z.object({ request: z.custom<IncomingMessage & { readonly body?: unknown }>() });
const order = z.object({ amount: z.coerce.number() });
const begun = new WeakMap<IncomingMessage, number>();
const times = new Map<number, number>();

subscribe("http.server.request.start", (message) => {
  begun.set(seen.parse(message).request, performance.now());
});
subscribe("http.server.response.finish", (message) => {
  const ended = performance.now();
  const { request } = seen.parse(message);
  const began = begun.get(request);
  if (began === undefined || !request.url?.endsWith("/payInApi") || !Buffer.isBuffer(request.body)) return;
  times.set(order.parse(JSON.parse(request.body.toString())).amount, ended - began);
});

// Callbacks come at once.
const sandbox = await startSandbox({ callbacks: { scale: 0 } });
const server = await startTestServer((_request, response) => response.end(JSON.stringify([...times])));

process.once("SIGTERM", () => {
  void server.close();
  void sandbox.stop();
});
const { control, providers } = sandbox;
process.stdout.write(`${JSON.stringify({ control, providers, timesUrl: `${server.origin}/` })}\n`);
