import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, startBench } from "./support/bench.ts";
import { type Sent, send } from "./support/merchant.ts";

/** Fixed, so that a damaged cipher text always decrypts to the same nonsense. */
const accessKey = "ecb797f9e9feab0a92ab283978d33711";

let bench: Bench;

beforeAll(async () => {
  bench = await startBench({ credentials: { bharatpay: { accessKey } } });
});
afterAll(() => bench.stop());

const signed: Readonly<Record<string, () => Sent>> = {
  "PayPro payInApi": () => bench.merchant.payproPayIn(),
  "PayPro paymentLink": () => bench.merchant.payproLink(),
  "PayPro queryPayInResult": () => bench.merchant.payproQuery(),
  "PayPro payOut": () => bench.merchant.payproPayOut(),
  "PayPro queryPayOutResult": () => bench.merchant.payproQueryOut(),
  "PayPro queryBalance": () => bench.merchant.payproBalance(),
  "CXPay collect/create": () => bench.merchant.cxpayCollect(),
  "CXPay pay/create": () => bench.merchant.cxpayPayOut(),
  "CXPay order/query": () => bench.merchant.cxpayQuery(),
  "CXPay order/balance": () => bench.merchant.cxpayBalance(),
  "LHXPay Pay/Create": () => bench.merchant.lhxpayCreate(),
  "LHXPay Payouts/Create": () => bench.merchant.lhxpayPayOut(),
  "BharatPay Credit/Place": () => bench.merchant.bharatpayCreate(),
  "BharatPay Credit/GetV2": () => bench.merchant.bharatpayQuery(),
};

/** Another character of the same kind, so that the text stays what it was in form. */
function otherThan(character: string): string {
  if (/\d/.test(character)) return character === "9" ? "0" : String(Number(character) + 1);
  if (/[a-z]/i.test(character))
    return /z/i.test(character) ? "a" : String.fromCodePoint((character.codePointAt(0) ?? 0) + 1);
  return character === "_" ? "-" : "_";
}

const changeAt = (text: string, at: number) =>
  text.slice(0, at) + otherThan(text.charAt(at)) + text.slice(at + 1);

const accepted = () => bench.sandbox.state.requests().filter(({ result }) => result === "ok").length;

/** Hundreds of requests each: a busy machine takes its time. */
const patient = { timeout: 90_000 };

describe(
  "a signed request is accepted as it is, and refused after any change of one character",
  patient,
  () => {
    test.each(Object.keys(signed))("%s", async (name) => {
      const sent = signed[name]?.();
      if (!sent) throw new Error(`there is no request called ${name}`);
      const before = accepted();
      for (let at = 0; at < sent.body.length; at += 1) {
        await send({ ...sent, body: changeAt(sent.body, at) });
        expect(accepted(), `${sent.body.slice(0, at)}→${changeAt(sent.body, at).slice(at, at + 1)}`).toBe(
          before,
        );
      }
      await send(sent);
      expect(accepted()).toBe(before + 1);
    });

    test("ChainUp createThirdOrder", async () => {
      const sent = bench.merchant.chainupCreate();
      const envelope: Record<string, string> = JSON.parse(sent.body);
      const before = accepted();
      for (const name of ["app_id", "data", "sign"]) {
        const text = envelope[name] ?? "";
        // Every place of the short ones, every seventh of the cipher text.
        for (let at = 0; at < text.length; at += name === "data" ? 7 : 1) {
          const body = JSON.stringify({ ...envelope, [name]: changeAt(text, at) });
          await send({ ...sent, body });
          expect(accepted(), `${name} at ${at}`).toBe(before);
        }
      }
      await send(sent);
      expect(accepted()).toBe(before + 1);
    });

    test("LHXPay queries, in their address", async () => {
      const sent = bench.merchant.lhxpayQuery();
      const start = sent.url.indexOf("?") + 1;
      const before = accepted();
      for (let at = start; at < sent.url.length; at += 1) {
        await send({ ...sent, url: changeAt(sent.url, at) });
        expect(accepted(), sent.url.slice(0, at)).toBe(before);
      }
      await send(sent);
      expect(accepted()).toBe(before + 1);
    });

    test.each([
      ["PayPro's merchantNo", () => bench.merchant.payproPayIn({ tradeNo: "P0009" }), "merchantNo"],
      [
        "BharatPay's V1 authorization",
        () => bench.merchant.bharatpayCreate("Credit/Set", "B0009"),
        "authorization",
      ],
      [
        "BharatPay's V2 authorization",
        () => bench.merchant.bharatpayCreate("Credit/Place", "B0010"),
        "authorization",
      ],
    ] as const)("%s, in its header", async (_name, build, header) => {
      const sent = build();
      const text = sent.headers[header] ?? "";
      const before = accepted();
      for (let at = 0; at < text.length; at += 1) {
        await send({ ...sent, headers: { ...sent.headers, [header]: changeAt(text, at) } });
        expect(accepted()).toBe(before);
      }
      await send(sent);
      expect(accepted()).toBe(before + 1);
    });
  },
);
