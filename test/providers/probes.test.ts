import { describe, expect, test } from "vitest";
import { cxpay } from "../../bff/providers/cxpay/adapter.ts";
import { paypro } from "../../bff/providers/paypro/adapter.ts";
import { openAccount, provideForFile } from "./support/canned-provider.ts";

const { provider, lastAsked } = provideForFile();

const accounts = [
  {
    title: "PayPro",
    open: () =>
      openAccount(paypro, {
        baseUrl: provider.baseUrl,
        credentials: { merchantNo: "2000000001", appSecret: "SECRET4" },
      }),
    balancePath: "/v1/paypro/queryBalance",
    queryPath: "/v1/paypro/queryPayInResult",
    absent: '{"code":"4008","msg":"order does not exist"}',
    wrongSign: '{"code":"4004","msg":"sign verification failed"}',
  },
  {
    title: "CXPay",
    open: () =>
      openAccount(cxpay, {
        baseUrl: provider.baseUrl,
        credentials: { merchant: "1001", key: "SECRET3" },
        options: { country: "IN" },
      }),
    balancePath: "/order/balance",
    queryPath: "/order/query",
    absent: '{"code":400,"success":false,"desc":"order does not exist"}',
    wrongSign: '{"code":400,"success":false,"desc":"sign error"}',
  },
] as const;

describe.each(accounts)(
  "trying a $title account out",
  ({ open, balancePath, queryPath, absent, wrongSign }) => {
    const gateways = [
      { status: 404, body: '{"code":"404","msg":"Not Found"}' },
      { status: 403, body: "<html>" },
      { status: 500, body: "" },
      { body: "<html>not here</html>" },
    ];

    test.each(gateways)("queries an order that cannot exist where the balance gives %j", async (gateway) => {
      provider.answer(({ path }) => (path === balancePath ? gateway : { body: absent }));
      expect(await open().probe(1)).toEqual({
        kind: "ok",
        note: "the balance call did not work; a query did",
      });
      expect(lastAsked().path).toBe(queryPath);
      provider.answer(({ path }) => (path === balancePath ? gateway : { body: wrongSign }));
      expect(await open().probe(1)).toEqual({ kind: "wrong_credentials", code: "signature_refused" });
    });

    test("asks nothing more where the key is wrong, or nobody answers", async () => {
      provider.answer({ body: wrongSign });
      expect(await open().probe(1)).toEqual({ kind: "wrong_credentials", code: "signature_refused" });
      provider.answer("drop");
      expect(await open().probe(1)).toEqual({ kind: "not_reached", cause: "connection_lost" });
      expect(provider.asked).toHaveLength(2);
    });

    test("tells an address that has nothing from one that keeps us out", async () => {
      provider.answer({ status: 404, body: "{}" });
      expect(await open().probe(1)).toEqual({ kind: "not_reached", cause: "error_status" });
      provider.answer({ status: 403, body: "{}" });
      expect(await open().probe(1)).toMatchObject({ kind: "wrong_credentials", code: "access_denied" });
    });
  },
);
