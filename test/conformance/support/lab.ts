/** The surroundings of one provider's run: the sandbox, adapters that speak to it, and what passed between them. */
import type { AccountInput, ProviderAdapter, RawCallback } from "../../../bff/providers/contract.ts";
import {
  createProviderHttp,
  type ProviderHttp,
  type ProviderHttpOptions,
  type ProviderRequest,
} from "../../../bff/providers/http-client.ts";
import { type Sandbox, startSandbox } from "../../../demo/sandbox/sandbox.ts";
import type { AccountCase, ConformanceData } from "../data-shape.ts";

/** Longer than any answer on this machine takes, also when it is busy. */
const patientMs = 20_000;
/** Short, because many tests wait for it to pass. */
export const hurriedMs = 300;
export const maxBytes = 100_000;

export interface AdapterWish {
  readonly account?: AccountCase;
  /** In place of the account's. */
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  /** Laid over the sandbox's. */
  readonly credentials?: Readonly<Record<string, string>>;
  readonly baseUrl?: string;
  readonly http?: Partial<ProviderHttpOptions>;
}

export interface Lab {
  readonly data: ConformanceData;
  readonly sandbox: Sandbox;
  readonly baseUrl: string;
  /** Everything that adapters have sent, oldest first. */
  readonly sent: ProviderRequest[];
  /** Every callback that the sandbox has sent, as the BFF would receive it. */
  readonly delivered: RawCallback[];
  adapter(wish?: AdapterWish): ProviderAdapter;
  /** Every secret that is in use here. */
  readonly secrets: readonly string[];
  stop(): Promise<void>;
}

/** The account that a case of the data names; the first without a name. */
export function accountNamed(data: ConformanceData, name?: string): AccountCase {
  const account = name === undefined ? data.accounts[0] : data.accounts.find((each) => each.name === name);
  if (!account) throw new Error(`${data.id} has no account ${name ?? "at all"}`);
  return account;
}

/** The configuration of an account with the sandbox's credentials. */
export function accountInput(
  lab: Pick<Lab, "data" | "sandbox" | "baseUrl">,
  { account = accountNamed(lab.data), options, credentials = {}, baseUrl = lab.baseUrl }: AdapterWish = {},
): AccountInput {
  return {
    accountId: `${lab.data.id}-test`,
    baseUrl,
    credentials: { ...lab.sandbox.providers[lab.data.id].credentials, ...credentials },
    options: options ?? account.options,
    methods: account.methods.map(({ method }) => method),
  };
}

/** Makes an adapter, or fails with the reported issues. */
export function readAdapter(data: ConformanceData, input: AccountInput, http: ProviderHttp): ProviderAdapter {
  const reading = data.provider.readAccount(input);
  if (!reading.ok) throw new Error(`the account is not read: ${JSON.stringify(reading.issues)}`);
  return reading.createAdapter(http);
}

export async function startLab(data: ConformanceData): Promise<Lab> {
  const sent: ProviderRequest[] = [];
  const delivered: RawCallback[] = [];
  const { status, body: acknowledged } = data.acknowledgement;
  const sandbox = await startSandbox({
    callbacks: {
      scale: 0,
      deliver: async ({ contentType, body }) => {
        delivered.push(rawCallback(body, contentType));
        return { status, body: acknowledged };
      },
    },
  });
  const clients: { close(): Promise<void> }[] = [];
  const { baseUrl } = sandbox.providers[data.id];

  function recordingHttp(options: Partial<ProviderHttpOptions> = {}): ProviderHttp {
    const http = createProviderHttp({
      timeoutMs: patientMs,
      allowPrivateAddresses: true,
      maxAnswerBytes: maxBytes,
      ...options,
    });
    clients.push(http);
    return {
      send(request) {
        sent.push(request);
        return http.send(request);
      },
    };
  }

  const usual = recordingHttp();
  const credentials: Readonly<Record<string, string>> = sandbox.providers[data.id].credentials;
  return {
    data,
    sandbox,
    baseUrl,
    sent,
    delivered,
    adapter: (wish = {}) =>
      readAdapter(
        data,
        accountInput({ data, sandbox, baseUrl }, wish),
        wish.http === undefined ? usual : recordingHttp(wish.http),
      ),
    secrets: data.provider.secretCredentials.flatMap((name) =>
      [credentials[name], data.strangersCredentials[name]].filter((text) => text !== undefined),
    ),
    async stop() {
      await sandbox.stop();
      await Promise.all(clients.map((client) => client.close()));
    },
  };
}

/** A callback as the BFF captures it. */
export function rawCallback(body: string, contentType: string, query = ""): RawCallback {
  return { body: Buffer.from(body), headers: { "content-type": contentType }, query };
}
