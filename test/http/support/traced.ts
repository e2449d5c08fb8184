/** An app whose spans go to a collector of the test. */
import { afterEach, vi } from "vitest";
import { payment as paymentSchema } from "../../../bff/contract.ts";
import { startTestApp, type TestApp, type TestAppOptions } from "../../support/app.ts";
import { type ReceivedSpan, startTraceReceiver, type TraceReceiver } from "../../support/trace-receiver.ts";
import { withCallback } from "./callbacks.ts";

const undo: (() => Promise<unknown>)[] = [];
/** Call it at the top of a file of tests: it stops what each test has started. */
export function undoAfterEach(): void {
  afterEach(async () => {
    vi.unstubAllEnvs();
    for (const action of undo.splice(0).reverse()) await action();
  });
}

export interface Traced {
  readonly app: TestApp;
  readonly collector: TraceReceiver;
  /** Stops the server, which sends the spans that wait. */
  spans(): Promise<ReceivedSpan[]>;
}

export async function startTraced(
  options: TestAppOptions = {},
  variables: (origin: string) => Readonly<Record<string, string>> = (origin) => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: origin,
  }),
): Promise<Traced> {
  const collector = await startTraceReceiver();
  undo.push(collector.stop);
  for (const [name, value] of Object.entries(variables(collector.origin))) vi.stubEnv(name, value);
  const app = await startTestApp(options);
  undo.push(app.stop);
  const spans = async () => {
    await app.stopServer();
    return collector.spans();
  };
  return { app, collector, spans };
}

export const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
export const callerId = "00f067aa0ba902b7";
export const traceparent = `00-${traceId}-${callerId}-01`;

/** Lists payments, which calls nobody and changes nothing. @returns the status. */
export async function list(app: TestApp, header: string | undefined): Promise<number> {
  const headers = {
    authorization: `Bearer ${app.apiKey}`,
    ...(header === undefined ? {} : { traceparent: header }),
  };
  return (await app.call({ method: "GET", path: "/v1/payments", headers })).status;
}

/** A payment that is paid at its provider, of which nobody has told the server. */
export async function paidUnheard(app: TestApp): Promise<string> {
  const { id } = await withCallback(app);
  return id;
}

export async function refresh(app: TestApp, id: string, headers: Readonly<Record<string, string>>) {
  const reply = await app.api.post(`/v1/payments/${id}/refresh`, undefined, headers);
  return reply.as(paymentSchema);
}

export const nameOf = (spans: readonly ReceivedSpan[], id: string) =>
  spans.find(({ spanId }) => spanId === id)?.name;
