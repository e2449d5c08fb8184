import { createCipheriv } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bharatpay } from "../../bff/providers/bharatpay/adapter.ts";
import vectors from "../conformance/vectors.json" with { type: "json" };
import { openAccount, rawOf } from "./support/canned-provider.ts";

const known = vectors["000"];
const credentials = { merchantId: "30000001", accessKey: known.vendorKey };
const adapter = openAccount(bharatpay, { baseUrl: "https://gw.example", credentials });

function encrypt(plain: string, key = known.vendorKey): string {
  const cipher = createCipheriv("aes-256-ecb", Buffer.from(key, "utf8"), null);
  return Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]).toString("base64");
}

const info = { id: 123, merchantSourceNo: "T0001", fiatAmount: 100.5, processCode: 30, paid: true };
const bodyOf = (inner: string, sourceNo: unknown = "T0001") =>
  JSON.stringify({ sourceNo, data: encrypt(inner) });
const reasonOf = (body: string) => {
  const result = adapter.readCallback(rawOf(body));
  return result.kind === "refused" ? result.reason : result.kind;
};

describe("a BharatPay callback", () => {
  test("of the known answer is read, and is to be confirmed by a query", () => {
    const body = JSON.stringify({ sourceNo: "T0001", data: known.callback.data });
    const facts = {
      kind: "facts",
      facts: [
        {
          mustConfirm: true,
          report: {
            orderNo: "T0001",
            providerOrderId: "123",
            status: "succeeded",
            amountText: "100.5",
            orderedAmountText: null,
            currency: null,
            nextAction: null,
            undocumentedStatus: null,
            details: { utr: null, feeText: null, code: "30", message: null },
          },
        },
      ],
      // What was said, for the exchanges.
      opened: known.callback.plain,
    };
    expect(adapter.readCallback(rawOf(body))).toEqual(facts);
    expect(adapter.payouts?.readCallback(rawOf(body, "text/plain"))).toEqual(facts);
    expect(encrypt(known.callback.plain)).toBe(known.callback.data);
  });

  test("is acknowledged with success", () => {
    expect(adapter.acknowledgement).toEqual({ status: 200, contentType: "text/plain", body: "success" });
  });

  test("is read under either family's name and bare", () => {
    const inner = JSON.stringify(info);
    for (const text of [
      `{"channelCreditOrderSimpleInfo":${inner}}`,
      `{"channelDebitOrderSimpleInfo":${inner}}`,
      `{"channelDebitOrderSimpleInfo":${inner},"channelCreditOrderSimpleInfo":null}`,
      inner,
    ]) {
      expect(adapter.readCallback(rawOf(bodyOf(text)))).toMatchObject({
        facts: [{ report: { orderNo: "T0001", status: "succeeded" } }],
      });
    }
  });

  test("may be the bare cipher text, with a line break behind it", () => {
    for (const body of [encrypt(JSON.stringify(info)), `${encrypt(JSON.stringify(info))}\r\n`]) {
      expect(adapter.readCallback(rawOf(body, "text/plain"))).toMatchObject({
        facts: [{ mustConfirm: true, report: { orderNo: "T0001" } }],
      });
    }
  });

  test("is refused under both names: it could be read two ways", () => {
    const both = JSON.stringify({
      channelCreditOrderSimpleInfo: info,
      channelDebitOrderSimpleInfo: { ...info, fiatAmount: 1 },
    });
    expect(reasonOf(bodyOf(both))).toBe("unexpected_fields");
  });

  test("is refused when the number outside is not the one inside", () => {
    expect(reasonOf(bodyOf(JSON.stringify(info), "T0002"))).toBe("wrong_order");
    expect(reasonOf(bodyOf(JSON.stringify({ ...info, merchantSourceNo: "T0001 " })))).toBe("wrong_order");
    for (const sourceNo of ["", 7, ["T0001"]]) {
      const body = JSON.stringify({ sourceNo, data: encrypt(JSON.stringify(info)) });
      expect(reasonOf(body)).toBe("unexpected_fields");
    }
    for (const name of ["sourceNo", "SourceNo"]) {
      const body = JSON.stringify({ [name]: "T0002", Data: encrypt(JSON.stringify(info)) });
      expect(reasonOf(body)).toBe("wrong_order");
    }
  });

  test("tells each processCode, a reversal and the undocumented too, none of which counts unconfirmed", () => {
    for (const [processCode, status, undocumentedStatus] of [
      [10, "pending", null],
      [20, "pending", null],
      [30, "succeeded", null],
      [40, "failed", null],
      [50, "reversed", null],
      [60, "failed", null],
      [77, "pending", "77"],
    ] as const) {
      for (const written of [processCode, String(processCode)]) {
        expect(
          adapter.readCallback(rawOf(bodyOf(JSON.stringify({ ...info, processCode: written })))),
        ).toMatchObject({ facts: [{ mustConfirm: true, report: { status, undocumentedStatus } }] });
      }
    }
  });

  test("keeps the text of the amount", () => {
    for (const text of ["100.50", "100", "0.1", "12345678901234567890.12"]) {
      const inner = JSON.stringify(info).replace("100.5", text);
      expect(adapter.readCallback(rawOf(bodyOf(inner)))).toMatchObject({
        facts: [{ report: { amountText: text } }],
      });
    }
  });

  test("may have fields that nobody knows, outside and inside", () => {
    const data = encrypt(JSON.stringify({ ...info, channelName: "x" }));
    expect(reasonOf(JSON.stringify({ sourceNo: "T0001", data, time: 1 }))).toBe("facts");
  });

  test("that is the bare text Test is a ping, and nothing else is", () => {
    for (const body of ["Test", "Test\n", " Test "])
      expect(adapter.readCallback(rawOf(body))).toEqual({ kind: "ping" });
    for (const body of ["test", "Test.", '"Test"', '{"Test":1}', "", known.vendor.cipher]) {
      expect(["ping", "facts"]).not.toContain(reasonOf(body));
    }
  });

  test("is refused when it is encrypted by another key, not at all, cut off or has a key twice", () => {
    const inner = JSON.stringify(info);
    const data = encrypt(inner);
    for (const wrong of [
      encrypt(inner, "x".repeat(32)),
      inner,
      "",
      data.slice(0, -4),
      `${data}AAAA`,
      encrypt("Test"),
    ]) {
      expect(["ping", "facts"]).not.toContain(reasonOf(JSON.stringify({ sourceNo: "T0001", data: wrong })));
    }
    expect(reasonOf(bodyOf(inner.replace("}", ',"processCode":30}')))).toBe("wrong_encryption");
    expect(reasonOf(`{"sourceNo":"T0001","sourceNo":"T0001","data":"${data}"}`)).toBe("repeated_key");
    const whole = bodyOf(inner);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (length) => {
        expect(["ping", "facts"]).not.toContain(reasonOf(whole.slice(0, length)));
      }),
    );
  });

  test("is refused, means the same, or at least never counts by itself, after any change of one character", () => {
    const whole = bodyOf(JSON.stringify(info));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.constantFrom(...'019aAzZ+/="'), (at, character) => {
        const result = adapter.readCallback(rawOf(whole.slice(0, at) + character + whole.slice(at + 1)));
        if (result.kind === "facts") {
          expect(result.facts.map(({ mustConfirm, report }) => [mustConfirm, report.orderNo])).toEqual([
            [true, "T0001"],
          ]);
        } else expect(result.kind).toBe("refused");
      }),
      { numRuns: 300 },
    );
  });

  test("is read by the option's cipher", () => {
    const other = openAccount(bharatpay, {
      baseUrl: "https://gw.example",
      credentials: { ...credentials, accessKey: "00112233445566778899aabbccddeeff" },
      options: { aes: "aes-128-cbc", keyEncoding: "hex", iv: "ffeeddccbbaa99887766554433221100" },
    });
    const cipher = createCipheriv(
      "aes-128-cbc",
      Buffer.from("00112233445566778899aabbccddeeff", "hex"),
      Buffer.from("ffeeddccbbaa99887766554433221100", "hex"),
    );
    const data = Buffer.concat([cipher.update(JSON.stringify(info)), cipher.final()]).toString("base64");
    expect(other.readCallback(rawOf(JSON.stringify({ sourceNo: "T0001", data })))).toMatchObject({
      kind: "facts",
    });
  });
});
