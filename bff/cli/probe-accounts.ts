/** Makes a harmless signed call to each account, and says what is wrong where it fails. */
import type { CheckoutConfig } from "../config/types.ts";
import { explainProxyFailure } from "../core/explain-proxy-failure.ts";
import type { ProbeResult } from "../providers/contract.ts";
import type { Terminal } from "./load-config.ts";

/** Causes that only an answer can have: somebody is at the address. */
const ofAnswers: ReadonlySet<string> = new Set([
  "answer_too_large",
  "error_status",
  "redirected",
  "server_error",
  "unreadable_answer",
]);

function unexpected(code: string, baseUrl: string): string {
  return `unexpected answer from ${baseUrl} (${code}): is it the address of this provider's API?`;
}

/** Describes the result for the person who has to find the mistake. */
function explain(result: ProbeResult, baseUrl: string): string {
  switch (result.kind) {
    case "ok":
      return `ok${noteOf(result)}`;
    case "wrong_credentials":
      return `wrong credentials: the provider answers at ${baseUrl} and refuses them (${result.code})${noteOf(result)}`;
    case "not_reached":
      if (result.cause === "address_refused") {
        return `not asked: ${baseUrl} leads to a private or special address, and this server itself connects to none (address_refused)`;
      }
      if (ofAnswers.has(result.cause)) return unexpected(result.cause, baseUrl);
      return (
        explainProxyFailure(result.cause) ??
        `wrong address, or the provider is down: no answer from ${baseUrl} (${result.cause})`
      );
    case "unexpected":
      return result.note === undefined
        ? unexpected(result.code, baseUrl)
        : `unexpected answer from ${baseUrl} (${result.code})${noteOf(result)}`;
    default:
      return result satisfies never;
  }
}

function noteOf({ note }: { readonly note?: string }): string {
  return note === undefined ? "" : `; ${note}`;
}

/** @returns how many accounts do not work. */
export async function probeAccounts(config: CheckoutConfig, terminal: Terminal): Promise<number> {
  const { createProviderHttp } = await import("../providers/http-client.ts");
  const { providerTimeoutMs: timeoutMs, allowPrivateAddresses, outgoingProxy: proxy } = config.network;
  const probes = config.accounts.map(async ({ id, provider, baseUrl, createAdapter }) => {
    const http = createProviderHttp({ timeoutMs, allowPrivateAddresses, proxy });
    const result = await createAdapter(http).probe(Date.now());
    await http.close();
    return { line: `${id} (${provider}): ${explain(result, baseUrl)}`, ok: result.kind === "ok" };
  });
  const results = await Promise.all(probes);
  for (const { line } of results) terminal.out(line);
  return results.filter(({ ok }) => !ok).length;
}
