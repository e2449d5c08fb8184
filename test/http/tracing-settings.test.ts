import { expect, test } from "vitest";
import {
  callerId,
  list,
  paidUnheard,
  refresh,
  startTraced,
  traceId,
  traceparent,
  undoAfterEach,
} from "./support/traced.ts";

undoAfterEach();

test("the collector gets the headers and names of the environment, at the path of traces", async () => {
  const { app, collector, spans } = await startTraced({}, (origin) => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: `${origin}/otlp`,
    OTEL_EXPORTER_OTLP_HEADERS: "x-team=payments",
    OTEL_SERVICE_NAME: "checkout-eu",
    OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=staging,service.name=other",
  }));
  await app.api.get("/v1/payments");
  const [span] = await spans();
  expect(span?.resource).toMatchObject({
    "service.name": "checkout-eu",
    "service.version": expect.any(String),
    "deployment.environment.name": "staging",
  });
  const [request] = collector.requests;
  expect(request).toMatchObject({ path: "/otlp/v1/traces", headers: { "x-team": "payments" } });
});

test.each([
  ["always_off", undefined, traceparent, []],
  ["parentbased_always_off", undefined, undefined, []],
  ["parentbased_always_off", undefined, traceparent, ["GET /v1/payments"]],
  ["parentbased_always_on", undefined, `00-${traceId}-${callerId}-00`, []],
  ["traceidratio", "0", traceparent, []],
  ["parentbased_traceidratio", "0", undefined, []],
  ["parentbased_traceidratio", "1", undefined, ["GET /v1/payments"]],
])("OTEL_TRACES_SAMPLER %s (%s) of a request with %s sends %j", async (sampler, argument, header, sent) => {
  const { app, spans } = await startTraced({}, (origin) => ({
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${origin}/v1/traces`,
    OTEL_TRACES_SAMPLER: sampler,
    ...(argument === undefined ? {} : { OTEL_TRACES_SAMPLER_ARG: argument }),
  }));
  await list(app, header);
  expect((await spans()).map(({ name }) => name)).toEqual(sent);
});

test.each([
  ["without a variable", () => ({})],
  [
    "with OTEL_SDK_DISABLED",
    (origin: string) => ({ OTEL_SDK_DISABLED: "true", OTEL_EXPORTER_OTLP_ENDPOINT: origin }),
  ],
  [
    "with the exporter none",
    (origin: string) => ({ OTEL_TRACES_EXPORTER: "none", OTEL_EXPORTER_OTLP_ENDPOINT: origin }),
  ],
])("%s nothing is sent, and a webhook carries no trace", async (_what, variables) => {
  const { app, collector, spans } = await startTraced({}, variables);
  const id = await paidUnheard(app);
  await refresh(app, id, { traceparent });
  await app.settle();
  expect(app.webhooks.received.length).toBeGreaterThan(0);
  expect(app.webhooks.received.filter(({ headers }) => headers.traceparent !== undefined)).toEqual([]);
  expect(await spans()).toEqual([]);
  expect(collector.requests).toEqual([]);
  expect(app.logs().filter((line) => line.includes("traces"))).toEqual([]);
});

test.each([
  ["OTEL_TRACES_EXPORTER must be otlp or none", { OTEL_TRACES_EXPORTER: "zipkin" }],
  ["OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf", { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" }],
  [
    "the OTLP endpoint must be an address with http or https",
    { OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318" },
  ],
])("of a wrong variable the log says %s, and the server takes payments", async (reason, wrong) => {
  const { app, spans } = await startTraced({}, (origin) => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: origin,
    ...wrong,
  }));
  expect((await app.api.createSession()).id).toMatch(/^cs_/);
  const lines = app.logs().map((line) => JSON.parse(line));
  expect(lines).toContainEqual(expect.objectContaining({ level: "warn", msg: "traces are off", reason }));
  expect(await spans()).toEqual([]);
});

test("a collector that fails is named once in the log, without its address, and stops nothing", async () => {
  const { app, collector } = await startTraced({}, (origin) => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: `${origin}/of-a-secret`,
  }));
  collector.answerWith(400);
  await app.api.createSession();
  await app.stopServer();
  const lines = app.logs().filter((line) => line.includes("traces cannot be sent"));
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: "warn", reason: "400" }]);
  expect(lines.join()).not.toContain("requestId");
  expect(app.logs().join()).not.toContain("of-a-secret");
});
