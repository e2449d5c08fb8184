/** ChainUp: coin payments of an exchange's open platform. Source: docs/providers/chainup.md#chainup. */
import {
  defineProvider,
  type MethodConfig,
  type PayerDetails,
  type PayerFieldError,
  type ProbeResult,
  type ProviderAdapter,
} from "../contract.ts";
import { failedProbe } from "../parsing/probes.ts";
import { readCallback } from "./callbacks.ts";
import { noSuchOrder, refusalOf } from "./codes.ts";
import { chainupCredentials, chainupOptions } from "./credentials.ts";
import { type ChainupInput, exchange } from "./exchange.ts";
import { cancelPayment, createPayment, detailPath, queryPayment } from "./orders.ts";
import { refundSide } from "./refunds.ts";
import { sheet } from "./sheet.ts";
import { readStatement, statementPath, statementText } from "./statement.ts";
import { acknowledgement, detailText, payingUser } from "./wire.ts";

export const chainup = defineProvider({
  id: "chainup",
  title: "ChainUp",
  credentials: chainupCredentials,
  secretCredentials: ["privateKey"],
  wire: { secretFields: ["sign", "token"], personalFields: ["openId", "userId"], sheet },
  merchantOf: ({ appId }) => [appId],
  options: chainupOptions,
  checkMethod,
  createAdapter,
});

function checkMethod(method: MethodConfig): string | null {
  return /^[A-Z0-9]{2,20}$/.test(method.channel)
    ? null
    : "channel must be the coin's symbol in capitals, such as USDT";
}

function createAdapter(input: ChainupInput): ProviderAdapter {
  const { refunds } = input.options;
  return {
    capabilities: [
      "create",
      "query",
      "cancel",
      "callback",
      ...(refunds ? ["refund" as const] : []),
      "statement",
    ],
    actionOf: () => "redirect",
    payerFields: () => [{ name: "exchangeUid", required: true }],
    checkPayer,
    objectToAmount: (method, amount) =>
      amount.minor % 10n ** BigInt(Math.max(0, amount.decimals - method.decimals)) === 0n
        ? null
        : `the coin takes at most ${method.decimals} decimals`,
    createPayment: (order) => createPayment(input, order),
    queryPayment: (ref) => queryPayment(input, ref),
    cancelPayment: (ref) => cancelPayment(input, ref),
    probe: (now) => probe(input, now),
    readCallback: (raw) => readCallback(raw, input),
    acknowledgement,
    ...(refunds ? { refunds: refundSide(input) } : {}),
    statement: (request) => readStatement(input, request),
  };
}

function checkPayer(_method: MethodConfig, payer: PayerDetails): readonly PayerFieldError[] {
  const user = payingUser(payer);
  const pattern = user?.field === "userId" ? /^\d{1,20}$/ : /^[\x21-\x7e]{1,64}$/;
  return user === null || pattern.test(user.id)
    ? []
    : [{ name: "exchangeUid", message: "must be the number of an account at the exchange" }];
}

const aboutUs: ReadonlySet<string> = new Set(["signature_refused", "account_refused", "permission_refused"]);

/**
 * Queries an order that cannot exist. If the account's query is flat it is not signed and would prove
 * nothing; then it requests one line of today's statement.
 */
async function probe(input: ChainupInput, now: number): Promise<ProbeResult> {
  const today = new Date(now).toISOString().slice(0, "2026-01-01".length);
  const answer =
    input.options.orderDetailShape === "flat"
      ? await exchange(input, {
          operation: "statement",
          path: statementPath,
          inner: statementText({ day: today, type: null, page: 1, pageSize: 1 }),
          now,
        })
      : await exchange(input, {
          operation: "query",
          path: detailPath,
          inner: detailText("0", null, input.credentials),
          now,
        });
  switch (answer.kind) {
    case "success":
      return { kind: "ok" };
    case "error": {
      if (answer.code === noSuchOrder) return { kind: "ok" };
      const code = refusalOf(answer.code)?.code;
      return code !== undefined && aboutUs.has(code)
        ? { kind: "wrong_credentials", code }
        : { kind: "unexpected", code: code ?? "undocumented_code" };
    }
    case "not_sent":
    case "unknown":
      return failedProbe(answer);
    default:
      return answer satisfies never;
  }
}
