import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createCircuits } from "../../bff/providers/circuit.ts";
import type { ProviderHttp, ProviderOperation, ProviderResponse } from "../../bff/providers/http-client.ts";

const answer = (status: number): ProviderResponse => ({
  kind: "answer",
  status,
  headers: {},
  body: new Uint8Array(),
});
const timedOut: ProviderResponse = { kind: "no_answer", cause: "timeout" };
const open: ProviderResponse = { kind: "not_sent", cause: "circuit_open" };

/** Answers with whatever is set, and counts. */
function scripted() {
  const script: { response: ProviderResponse; calls: number; gate: Promise<void> } = {
    response: answer(200),
    calls: 0,
    gate: Promise.resolve(),
  };
  const http: ProviderHttp = {
    async send() {
      script.calls += 1;
      const { response } = script;
      await script.gate;
      return response;
    },
  };
  return { script, http };
}

function send(http: ProviderHttp, operation: ProviderOperation = "create"): Promise<ProviderResponse> {
  return http.send({ operation, method: "POST", url: "http://p.example/", headers: {}, body: "{}" });
}

describe("a circuit", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_000_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test.each<[string, ProviderResponse]>([
    ["time-outs", timedOut],
    ["dropped connections", { kind: "no_answer", cause: "connection_lost" }],
    ["connections never made", { kind: "not_sent", cause: "connect_failed" }],
    ["status 500", answer(500)],
    ["status 503", answer(503)],
  ])("opens after five %s in a row, and passes each of them on", async (_what, response) => {
    const circuits = createCircuits();
    const { script, http } = scripted();
    const guarded = circuits.protect("a", http);
    script.response = response;
    for (let i = 0; i < 5; i++) {
      expect(circuits.stateOf("a", "create")).toBe("closed");
      expect(await send(guarded)).toEqual(response);
    }
    expect(circuits.stateOf("a", "create")).toBe("open");
    expect(await send(guarded)).toEqual(open);
    expect(script.calls).toBe(5);
  });

  test.each<[string, ProviderResponse]>([
    ["refusals", answer(400)],
    ["answers that are no answer", answer(404)],
    ["too many requests", answer(429)],
    ["oversized answers", { kind: "no_answer", cause: "answer_too_large" }],
    ["refused addresses", { kind: "not_sent", cause: "address_refused" }],
  ])("stays closed over %s", async (_what, response) => {
    const circuits = createCircuits();
    const { script, http } = scripted();
    const guarded = circuits.protect("a", http);
    script.response = response;
    for (let i = 0; i < 20; i++) await send(guarded);
    expect(circuits.stateOf("a", "create")).toBe("closed");
  });

  test("counts only failures in a row", async () => {
    const circuits = createCircuits();
    const { script, http } = scripted();
    const guarded = circuits.protect("a", http);
    for (let round = 0; round < 5; round++) {
      script.response = timedOut;
      for (let i = 0; i < 4; i++) await send(guarded);
      script.response = answer(200);
      await send(guarded);
    }
    expect(circuits.stateOf("a", "create")).toBe("closed");
  });

  test("that opened by a clock which has been set back since is begun anew", async () => {
    const circuits = createCircuits();
    const { script, http } = scripted();
    const guarded = circuits.protect("a", http);
    vi.setSystemTime(1_000_000 + 400 * 24 * 60 * 60_000);
    script.response = timedOut;
    for (let i = 0; i < 5; i++) await send(guarded);
    expect(circuits.stateOf("a", "create")).toBe("open");
    vi.setSystemTime(1_000_000);
    expect(circuits.stateOf("a", "create")).toBe("closed");
    script.response = answer(200);
    expect(await send(guarded)).toEqual(answer(200));
  });

  test("is one per account and operation", async () => {
    const circuits = createCircuits();
    const { script, http } = scripted();
    const guarded = circuits.protect("a", http);
    const other = circuits.protect("b", http);
    script.response = timedOut;
    for (let i = 0; i < 5; i++) await send(guarded);
    await send(guarded, "query");
    await send(other);
    expect(circuits.stateOf("a", "create")).toBe("open");
    expect(circuits.stateOf("a", "query")).toBe("closed");
    expect(circuits.stateOf("b", "create")).toBe("closed");
    expect(circuits.stateOf("c", "create")).toBe("closed");
  });

  test("lets one call try after 30 s, and nobody wait for it", async () => {
    const circuits = createCircuits();
    const { script, http } = scripted();
    const guarded = circuits.protect("a", http);
    script.response = timedOut;
    for (let i = 0; i < 5; i++) await send(guarded);
    vi.setSystemTime(1_000_000 + 29_999);
    expect(circuits.stateOf("a", "create")).toBe("open");
    expect(await send(guarded)).toEqual(open);
    vi.setSystemTime(1_000_000 + 30_000);
    expect(circuits.stateOf("a", "create")).toBe("half_open");
    const { promise, resolve } = Promise.withResolvers<void>();
    script.gate = promise;
    script.response = answer(200);
    const trying = send(guarded);
    expect(circuits.stateOf("a", "create")).toBe("half_open");
    expect(await send(guarded)).toEqual(open);
    resolve();
    expect(await trying).toEqual(answer(200));
    expect(circuits.stateOf("a", "create")).toBe("closed");
    expect(script.calls).toBe(6);
  });

  test("opens for another 30 s when the one that tries fails", async () => {
    const circuits = createCircuits();
    const { script, http } = scripted();
    const guarded = circuits.protect("a", http);
    script.response = timedOut;
    for (let i = 0; i < 5; i++) await send(guarded);
    vi.setSystemTime(1_000_000 + 30_000);
    expect(await send(guarded)).toEqual(timedOut);
    expect(circuits.stateOf("a", "create")).toBe("open");
    vi.setSystemTime(1_000_000 + 59_999);
    expect(await send(guarded)).toEqual(open);
    vi.setSystemTime(1_000_000 + 60_000);
    script.response = answer(200);
    expect(await send(guarded)).toEqual(answer(200));
    expect(circuits.stateOf("a", "create")).toBe("closed");
  });

  test("hands on an exception as the bug it is", async () => {
    const guarded = createCircuits().protect("a", { send: () => Promise.reject(new Error("a bug")) });
    await expect(send(guarded)).rejects.toThrow("a bug");
  });
});
