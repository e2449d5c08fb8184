/** Two calls to PayPro in its real wire form, and its callback. */
import { Agent, request } from "undici";
import { md5 } from "./crypto.ts";

export interface PayproOptions {
  readonly baseUrl: string;
  readonly merchantNo: string;
  readonly appSecret: string;
}

/** What PayPro says of an order, as it wrote it. */
export interface PayproWords {
  readonly status: string;
  readonly desc?: string | undefined;
  readonly amount?: string | undefined;
}

/** `data` of an answer. */
export interface PayproOrder extends PayproWords {
  readonly payproTradeNo?: string;
  readonly paymentInfo?: string;
}

export interface Paypro {
  create(fields: Readonly<Record<string, string>>): Promise<PayproOrder>;
  query(orderNo: string): Promise<PayproOrder>;
  /** @returns undefined when its sign does not fit. */
  readCallback(body: string): PayproWords | undefined;
  close(): Promise<void>;
}

const fieldPattern = /"(\w+)":(?:"([^"]*)"|([\d.]+))/g;

function isAnswer(value: unknown): value is { readonly code: string; readonly data: PayproOrder } {
  return typeof value === "object" && value !== null && "data" in value;
}

export function createPaypro({ baseUrl, merchantNo, appSecret }: PayproOptions): Paypro {
  const { origin, pathname } = new URL(baseUrl);
  const agent = new Agent({ connections: 64, pipelining: 1 });
  const headers = { "content-type": "application/json", merchantNo };

  const sign = (pairs: readonly (readonly [string, string])[]) => {
    const signed = pairs.filter(([name, text]) => name !== "sign" && text !== "");
    signed.sort(([a], [b]) => (a < b ? -1 : 1));
    return md5(signed.map(([name, text]) => `${name}=${text}`).join("") + appSecret);
  };

  async function call(name: string, fields: Readonly<Record<string, string>>): Promise<PayproOrder> {
    const stamped = { timestamp: String(Date.now()), ...fields };
    const body = JSON.stringify({ ...stamped, sign: sign(Object.entries(stamped)) });
    const path = `${pathname}/v1/paypro/${name}`;
    const answer = await request(origin + path, { dispatcher: agent, method: "POST", headers, body });
    const value: unknown = JSON.parse(await answer.body.text());
    if (!isAnswer(value) || value.code !== "0000")
      throw new Error(`PayPro answered ${JSON.stringify(value)}`);
    return value.data;
  }

  return {
    create: (fields) => call("payInApi", fields),
    query: (orderNo) => call("queryPayInResult", { tradeNo: orderNo }),
    readCallback(body) {
      const pairs = [...body.matchAll(fieldPattern)].map(
        ([, name = "", text, digits]) => [name, text ?? digits ?? ""] as const,
      );
      const fields = new Map(pairs);
      const status = fields.get("status");
      if (status === undefined || fields.get("sign") !== sign(pairs)) return undefined;
      return { status, desc: fields.get("message"), amount: fields.get("amount") };
    },
    close: () => agent.destroy(),
  };
}
