import { describe, expect, test } from "vitest";
import type { StepsName } from "../../../widget/locales/messages.ts";
import { english, type LocaleTexts, loadAll } from "./support/texts.ts";

const locales = await loadAll();
const find = (tag: string): LocaleTexts => {
  const locale = locales.find((one) => one.tag === tag);
  if (locale === undefined) throw new Error(`no ${tag}`);
  return locale;
};
const stepsOf = (tag: string, name: StepsName) => find(tag).guide.steps[name].join(" ");

describe.each([english, ...locales])("$tag", ({ guide }) => {
  const names: readonly (readonly [StepsName, readonly string[]])[] = [
    ["spei", ["SPEI", "CLABE"]],
    ["va", ["Virtual Account"]],
    ["ussd", ["USSD"]],
    ["store", ["OXXO"]],
    ["pixScan", ["Pix", "QR"]],
    ["pixPaste", ["Pix Copia e Cola"]],
    ["qris", ["QRIS"]],
    ["upiScan", ["UPI"]],
    ["upiPhone", ["UPI"]],
    ["wallet", ["{app}"]],
  ];
  test("calls things in its steps by the names that they have in the customer's bank app", () => {
    for (const [name, expected] of names) {
      for (const word of expected) {
        // In Chinese the tab of the bank app is named after scanning, not after the QR code.
        if (word === "QR" && guide.steps[name].some((step) => step.includes("扫码"))) continue;
        expect(guide.steps[name].join(" "), name).toContain(word);
      }
    }
  });
});

describe("the words of a country", () => {
  test("in Mexico are SPEI, CLABE, RFC and OXXO", () => {
    const { messages } = find("es-MX");
    expect(messages.codeLabel.va).toBe("CLABE");
    expect(messages.fields.taxId).toBe("RFC");
    expect(messages.methods.bank_transfer).toContain("SPEI");
    expect(stepsOf("es-MX", "store")).toMatch(/^Ve a OXXO/);
    expect(stepsOf("es-MX", "bankWeb")).toContain("SPEI");
  });

  test("in Brazil are CPF, boleto and Pix Copia e Cola", () => {
    expect(find("pt-BR").messages.fields.taxId).toContain("CPF");
    expect(find("pt-BR").guide.tabs.paste).toBe("Copia e Cola");
    expect(stepsOf("pt-BR", "store")).toContain("boleto");
  });

  test.each(["id", "jv"])(
    "in Indonesia (%s) are Virtual Account, QRIS, NPWP and the shops on every corner",
    (tag) => {
      expect(find(tag).messages.codeLabel.va).toContain("Virtual Account");
      expect(find(tag).messages.fields.taxId).toBe("NPWP");
      expect(stepsOf(tag, "store")).toMatch(/Indomaret.*Alfamart/);
      expect(stepsOf(tag, "qris")).toContain("GoPay");
    },
  );

  test.each(["en-NG", "yo", "ig", "ha"])("in Nigeria (%s) are the banks and their USSD codes", (tag) => {
    expect(stepsOf(tag, "ussd")).toContain("*737#");
    expect(stepsOf(tag, "nigeria")).toContain("OPay");
  });

  test.each(["en-IN", "hi", "bn", "ta", "te", "mr", "gu", "kn", "ml", "pa"])(
    "in India (%s) are the apps that one pays with by UPI",
    (tag) => {
      expect(stepsOf(tag, "upiScan")).toMatch(/PhonePe.*Google Pay.*Paytm/);
    },
  );

  test("in Chinese are the wallets' own names", () => {
    expect(find("zh-Hans").messages.methods).toMatchObject({
      wechat_pay: "微信支付",
      alipay: "支付宝",
      unionpay: "云闪付",
    });
    expect(find("zh-Hant").messages.methods).toMatchObject({
      wechat_pay: "微信支付",
      alipay: "支付寶",
      unionpay: "雲閃付",
    });
  });
});
