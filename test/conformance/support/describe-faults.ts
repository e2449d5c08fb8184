/** Every fault of a call, and its one meaning. */
import { describe, expect, test } from "vitest";
import type { FaultSpec } from "../../../demo/sandbox/hostility/faults.ts";
import { findFreePort } from "../../../scripts/free-port.ts";
import type { AskedCall, ConformanceData } from "../data-shape.ts";
import { callsOf, prepareCall } from "./calls.ts";
import { accountNamed, hurriedMs, type Lab, maxBytes } from "./lab.ts";
import { expectNoSecret } from "./secrecy.ts";

type Fault = Exclude<FaultSpec, { operation: "callback" }>;

/** A fault, and the cause of the unknown outcome that it leads to, the same for every call. */
const silences: readonly (readonly [name: string, fault: Fault, cause: string])[] = [
  ["hang", { kind: "hang" }, "timeout"],
  ["slow", { kind: "slow", delayMs: 50 }, "timeout"],
  ["drop", { kind: "drop" }, "connection_lost"],
  ["500", { kind: "status", status: 500 }, "server_error"],
  ["502", { kind: "status", status: 502 }, "server_error"],
  ["503", { kind: "status", status: 503 }, "server_error"],
  ["429", { kind: "status", status: 429 }, "rate_limited"],
  ["404", { kind: "status", status: 404 }, "error_status"],
  ["a gateway's 404", { kind: "gateway" }, "error_status"],
  ["a gateway's 408", { kind: "gateway", status: 408 }, "error_status"],
  ["garbage", { kind: "garbage" }, "unreadable_answer"],
  ["truncate", { kind: "truncate" }, "unreadable_answer"],
  ["oversize", { kind: "oversize", bytes: maxBytes * 3 }, "answer_too_large"],
  ["redirect", { kind: "redirect" }, "redirected"],
];

/** A query that was never sent says nothing about the order. */
const cannotKnow = [
  { kind: "unknown", cause: "connection_lost" },
  { kind: "unknown", cause: "no_provider_number" },
  { kind: "cannot_query" },
];

const creations: ReadonlySet<AskedCall> = new Set(["create", "payout"]);

export function describeFaults(data: ConformanceData, lab: () => Lab): void {
  const { id, otherwise = {} } = data;

  /** Makes the call while the fault is armed, and disarms it afterwards. */
  async function underFault(accountName: string, name: AskedCall, fault: Fault) {
    const account = accountNamed(data, accountName);
    const adapter = lab().adapter({ account });
    const isSilent = fault.kind === "hang" || fault.kind === "slow";
    const caller = isSilent ? lab().adapter({ account, http: { timeoutMs: hurriedMs } }) : adapter;
    const prepared = await prepareCall({ adapter, caller, account, name });
    const { state } = lab().sandbox;
    const sentBefore = lab().sent.length;
    state.arm({ ...fault, provider: id, times: null });
    try {
      const result = await prepared.make();
      expectNoSecret(lab(), result);
      return { result, prepared, sent: lab().sent.length - sentBefore };
    } finally {
      state.disarm();
    }
  }

  describe.each(data.accounts)("faults of $name:", ({ name: accountName }) => {
    const account = accountNamed(data, accountName);
    const calls = () => callsOf(lab().adapter({ account }), account);

    // The time-out does not depend on the account's options.
    const isFirst = accountName === data.accounts[0]?.name;
    for (const [faultName, fault, cause] of silences.filter((each) => isFirst || each[2] !== "timeout")) {
      // A slow answer needs something to be slow with.
      const moments = faultName === "slow" ? (["after"] as const) : (["before", "after"] as const);
      test.each(moments)(
        `${faultName}, %s the call had its effect, is ${cause} and never a failure`,
        async (when) => {
          for (const call of calls()) {
            const { result, sent } = await underFault(accountName, call, { ...fault, when });
            const usual = call === "probe" ? { kind: "not_reached", cause } : { kind: "unknown", cause };
            expect(result, call).toMatchObject(otherwise[`${faultName}:${call}`] ?? usual);
            if (creations.has(call)) expect(sent, "one request, never a second").toBe(1);
          }
        },
      );
    }

    test("JSON sent as text/plain is read", async () => {
      for (const call of calls()) {
        const { result } = await underFault(accountName, call, { kind: "text_plain" });
        expect(["accepted", "report", "canceled", "balance", "statement", "ok"], call).toContain(result.kind);
      }
    });

    test("a refusal of a pay-in is final: nothing was created, another account may be tried", async () => {
      for (const call of calls().filter((each) => each === "create")) {
        const { result } = await underFault(accountName, call, { kind: "refuse" });
        expect(result, call).toMatchObject(otherwise[`refuse:${call}`] ?? { kind: "refused", alarm: false });
      }
    });

    test("a refusal of a payout is in doubt, unless the documentation says that nothing was made", async () => {
      for (const call of calls().filter((each) => each === "payout")) {
        const { result } = await underFault(accountName, call, { kind: "refuse" });
        expect(result, call).toMatchObject(
          otherwise[`refuse:${call}`] ?? { kind: "unknown", cause: "unclear_refusal" },
        );
      }
    });

    test("a refused query says nothing about the order", async () => {
      for (const call of calls().filter((each) => !creations.has(each) && each !== "probe")) {
        const { result } = await underFault(accountName, call, { kind: "refuse" });
        expect(result, call).toMatchObject(otherwise[`refuse:${call}`] ?? { kind: "refused" });
      }
    });

    test("an order that the provider does not have is reported as such", async () => {
      for (const call of calls().filter((each) => each === "query" || each === "payout_query")) {
        const prepared = await prepareCall({
          adapter: lab().adapter({ account }),
          account,
          name: call,
          withoutOrder: true,
        });
        expect(await prepared.make(), call).toMatchObject(
          otherwise[`not_found:${call}`] ?? { kind: "not_found" },
        );
      }
    });

    test("after a creation without an answer the order is there once", async () => {
      for (const call of calls().filter((each) => creations.has(each))) {
        const { prepared } = await underFault(accountName, call, { kind: "drop", when: "after" });
        const orders = lab().sandbox.state.orders({ provider: id });
        expect(orders.filter(({ orderNo }) => orderNo === prepared.orderNo).length, call).toBe(1);
      }
    });

    test("what was never sent is refused, and another account may be tried", async () => {
      const nobody = await findFreePort();
      const wishes = [
        { cause: "connect_failed", wish: { account, baseUrl: `http://127.0.0.1:${nobody}/api` } },
        { cause: "connect_failed", wish: { account, baseUrl: "http://no-such-name.invalid/api" } },
        { cause: "address_refused", wish: { account, http: { allowPrivateAddresses: false } } },
      ];
      for (const { cause, wish } of wishes) {
        const adapter = lab().adapter(wish);
        for (const call of calls()) {
          const prepared = await prepareCall({ adapter, account, name: call, withoutOrder: true });
          const result = await prepared.make();
          if (creations.has(call)) {
            expect(result, call).toMatchObject({
              kind: "refused",
              code: "provider_unreachable",
              retryable: true,
              alarm: false,
            });
          } else if (call === "probe") {
            expect(result).toEqual({ kind: "not_reached", cause });
          } else {
            expect(cannotKnow, call).toContainEqual(result);
          }
        }
      }
    });

    test("a wrong address is distinguished from a wrong key", async () => {
      const adapter = lab().adapter({ account, baseUrl: `${lab().sandbox.control}/nowhere` });
      expect(await adapter.probe(Date.now())).toMatchObject({ kind: "not_reached" });
    });
  });
}
