/** Passes each finished call, with its answer, to the one who keeps exchanges. */
import type { ProviderCall } from "./contract.ts";
import type { ProviderHttp, ProviderResponse } from "./http-client.ts";

export interface CallRecorder {
  /** Epoch ms. */
  readonly now: () => number;
  readonly hear: (call: ProviderCall) => void;
}

/** The client, with each call recorded. What an adapter decrypts later is added to the call. */
export function recordCalls(http: ProviderHttp, { now, hear }: CallRecorder): ProviderHttp {
  const calls = new WeakMap<ProviderResponse, ProviderCall>();
  return {
    async send(request) {
      const at = now();
      const startedMs = performance.now();
      const response = await http.send(request);
      const { operation, method, url, body, clear } = request;
      const call: ProviderCall = {
        at,
        operation,
        method,
        url,
        request: clear ?? body,
        answer: answerOf(response),
        opened: null,
        outcome: response.kind === "answer" ? "answered" : response.cause,
        ms: Math.round(performance.now() - startedMs),
      };
      if (response.kind === "answer") calls.set(response, call);
      hear(call);
      return response;
    },
    noteOpened(response, text) {
      const call = calls.get(response);
      if (call !== undefined) call.opened = text;
    },
  };
}

function answerOf(response: ProviderResponse): ProviderCall["answer"] {
  if (response.kind !== "answer") return null;
  const { status, headers, body } = response;
  return { status, contentType: headers["content-type"] ?? null, body };
}
