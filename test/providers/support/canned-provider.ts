/** A stand-in for a provider: a real server that answers as the test says and keeps the requests. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type {
  MethodConfig,
  OrderRef,
  PayerDetails,
  PaymentOrder,
  PayoutOrder,
  Provider,
  ProviderAdapter,
  RawCallback,
} from "../../../bff/providers/contract.ts";
import { createProviderHttp, type ProviderOperation } from "../../../bff/providers/http-client.ts";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Canned {
  readonly status?: number;
  readonly contentType?: string;
  readonly location?: string;
  readonly body: string;
}

/** `hang` never answers, `drop` ends the connection without a word. */
export type Script = Canned | "hang" | "drop" | ((asked: Asked) => Canned);

export interface CannedProvider {
  readonly baseUrl: string;
  readonly asked: Asked[];
  /** The answer to every call from now on. */
  answer(script: Script): void;
  stop(): Promise<void>;
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const url = new URL(request.url ?? "/", "http://provider");
  const { headers, method = "" } = request;
  return {
    method,
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

function write(response: ServerResponse, { status = 200, contentType, location, body }: Canned): void {
  response.writeHead(status, {
    "content-type": contentType ?? "application/json",
    ...(location === undefined ? {} : { location }),
  });
  response.end(body);
}

export async function startCannedProvider(): Promise<CannedProvider> {
  let script: Script = { status: 404, body: "" };
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void read(request).then((seen) => {
      asked.push(seen);
      if (script === "hang") return;
      if (script === "drop") request.socket.destroy();
      else write(response, typeof script === "function" ? script(seen) : script);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    asked,
    answer: (next) => {
      script = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The stand-in of a test file. It starts before the tests and ends after them. Each test begins without requests. */
export function provideForFile() {
  let running: CannedProvider | undefined;
  const provider = () => {
    if (running === undefined) throw new Error("the provider is not started");
    return running;
  };
  beforeAll(async () => {
    running = await startCannedProvider();
  });
  afterAll(() => running?.stop());
  beforeEach(() => {
    provider().asked.length = 0;
  });
  return {
    provider: {
      get asked() {
        return provider().asked;
      },
      get baseUrl() {
        return provider().baseUrl;
      },
      answer: (script: Script) => provider().answer(script),
    },
    lastAsked(): Asked {
      const asked = provider().asked.at(-1);
      if (asked === undefined) throw new Error("the provider was not asked");
      return asked;
    },
  };
}

export interface AccountText {
  readonly baseUrl: string;
  readonly credentials: unknown;
  readonly options?: unknown;
  readonly methods?: readonly MethodConfig[];
}

/** An account's adapter over the real HTTP client, or the mistakes in its configuration. */
export function openAccount(provider: Provider, text: AccountText, timeoutMs = 10_000): ProviderAdapter {
  const reading = provider.readAccount({ accountId: "acc", options: {}, methods: [], ...text });
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return reading.createAdapter(createProviderHttp({ timeoutMs, allowPrivateAddresses: true }));
}

/** The same, with a list of what each call was said to be for: a circuit opens for one of these. */
export function openRecordedAccount(provider: Provider, text: AccountText) {
  const reading = provider.readAccount({ accountId: "acc", options: {}, methods: [], ...text });
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  const http = createProviderHttp({ timeoutMs: 10_000, allowPrivateAddresses: true });
  const operations: ProviderOperation[] = [];
  const adapter = reading.createAdapter({
    send(request) {
      operations.push(request.operation);
      return http.send(request);
    },
  });
  return { adapter, operations };
}

/** The mistakes in an account's configuration, as `path message`. */
export function mistakesIn(provider: Provider, text: Omit<AccountText, "baseUrl">): string[] {
  const reading = provider.readAccount({
    accountId: "acc",
    baseUrl: "https://gw.example",
    options: {},
    methods: [],
    ...text,
  });
  return reading.ok ? [] : reading.issues.map(({ path, message }) => `${path} ${message}`);
}

export const nobody: PayerDetails = {
  name: null,
  email: null,
  phone: null,
  taxId: null,
  providerAccount: { openId: null, userId: null, token: null },
};

export const now = Date.UTC(2026, 10, 20, 12);

/** Minor units of a decimal text with as many decimals as the method's currency has. */
function amountOf(text: string, { currency, decimals }: MethodConfig) {
  const [whole = "0", fraction = ""] = text.split(".");
  return { minor: BigInt(whole + fraction.padEnd(decimals, "0")), currency, decimals };
}

export function orderOf(
  method: MethodConfig,
  amount: string,
  rest: Partial<PaymentOrder> = {},
): PaymentOrder {
  return {
    orderNo: "20261120120000abcdefgh12345678",
    amount: amountOf(amount, method),
    method,
    payer: nobody,
    description: null,
    callbackUrl: "https://m.example/cb?a=1&b=2",
    returnUrl: "https://m.example/r",
    now,
    expiresAt: now + 3_600_000,
    ...rest,
  };
}

/** The reference by which the same order is queried. */
export function refOf(order: PaymentOrder, rest: Partial<OrderRef> = {}): OrderRef {
  const { orderNo, amount, method, payer, description, callbackUrl, returnUrl } = order;
  return {
    orderNo,
    amount,
    method,
    payer,
    description,
    callbackUrl,
    returnUrl,
    providerOrderId: null,
    now,
    isCreationInDoubt: false,
    ...rest,
  };
}

export function payoutOf(
  amount: string,
  currency: string,
  beneficiary: Partial<PayoutOrder["beneficiary"]>,
): PayoutOrder {
  return {
    orderNo: "20261120120000payout0123456789",
    amount: amountOf(amount, { method: "", channel: "", currency, decimals: 2, expiresInSeconds: 1 }),
    channel: null,
    beneficiary: {
      name: "",
      accountNumber: "",
      accountType: "bank",
      bankName: null,
      bankCode: null,
      phone: null,
      email: null,
      ...beneficiary,
    },
    callbackUrl: "https://m.example/cb",
    now,
  };
}

export function rawOf(body: string, contentType = "application/json"): RawCallback {
  return { body: Buffer.from(body, "utf8"), headers: { "content-type": contentType }, query: "" };
}

export function formOf(fields: Readonly<Record<string, string>>): RawCallback {
  return rawOf(new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded");
}
