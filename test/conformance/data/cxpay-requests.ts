/**
 * What CXPay is sent, field by field.
 * Source: docs/providers/cxpay.md#calls, docs/providers/cxpay.md#payouts.
 */
import type { AnswerCase } from "../data-shape.ts";
import { done, refused } from "./cxpay-envelope.ts";

export const requests: readonly AnswerCase[] = [
  {
    title: "Brazil is sent the CPF as digits, the name and the contacts, by form",
    call: "create",
    account: "Brazil, by form",
    answer: ({ body, headers }) => {
      const form = new URLSearchParams(body);
      const isRight =
        headers["content-type"] === "application/x-www-form-urlencoded" &&
        form.get("remark") === "52998224725" &&
        form.get("customName") === "João da Silva" &&
        form.get("number") === "+55 11 91234-5678" &&
        form.get("email") === "joao@example.com" &&
        form.get("amount") === "100.00";
      return isRight ? done({ url: "https://pay.example/" }) : refused("not what the sheet says");
    },
    expected: { kind: "accepted" },
  },
  {
    title: "Indonesia is paid out whole rupiah, and the bank's code is the remark",
    call: "payout",
    account: "any country by currency",
    answer: ({ body }) =>
      /"amount":"50000"/.test(body) && /"remark":"BCA"/.test(body)
        ? done({ platOrderId: "1" })
        : refused("not what the sheet says"),
    expected: { kind: "accepted" },
  },
  {
    title: "India is paid out two decimals, and the IFSC is the remark",
    call: "payout",
    answer: ({ body }) =>
      /"amount":"500.50"/.test(body) && /"remark":"SBIN0001234"/.test(body)
        ? done({ platOrderId: "1" })
        : refused("not what the sheet says"),
    expected: { kind: "accepted" },
  },
  ...["CPF", "CNPJ", "PHONE", "EMAIL", "EPV"].map(
    (name, nth): AnswerCase => ({
      title: `Brazil is paid out by the account type ${name}`,
      call: "payout",
      account: "Brazil, by form",
      nth,
      answer: ({ body }) =>
        new URLSearchParams(body).get("remark") === name ? done({ platOrderId: "1" }) : refused("no"),
      expected: { kind: "accepted" },
    }),
  ),
  {
    title: "an account type has the name that the contract gives it",
    call: "payout",
    account: "Brazil, by form",
    options: { country: "BR", encoding: "form", accountTypeNames: { cpf: "TAX" } },
    answer: ({ body }) =>
      new URLSearchParams(body).get("remark") === "TAX" ? done({ platOrderId: "1" }) : refused("no"),
    expected: { kind: "accepted" },
  },
  {
    title: "a creation has these fields and no others",
    call: "create",
    answer: ({ body, path, orderNo }) => {
      const { sign, notifyUrl, callbackUrl, ...rest } = JSON.parse(body);
      const isRight =
        path === "/collect/create" &&
        /^[0-9a-f]{32}$/.test(sign) &&
        /\/callbacks\//.test(notifyUrl) &&
        /\/return\//.test(callbackUrl) &&
        JSON.stringify(rest) ===
          JSON.stringify({
            merchant: "1001",
            payCode: "32901",
            amount: "100.50",
            orderId: orderNo,
            remark: "2 × coffee beans",
          });
      return isRight ? done({ url: "https://pay.example/" }) : refused("not what the sheet says");
    },
    expected: { kind: "accepted" },
  },
];
