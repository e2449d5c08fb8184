/**
 * What the configuration makes of a process, in one place. Whoever needs a part of it reads it here when it is needed
 * (the context's getters), and a configuration that is read again replaces all of it at once.
 */
import type { AccountConfig, CheckoutConfig } from "./config/types.ts";
import { createCurrencies } from "./core/money.ts";
import { createProviderHttp, type ProviderHttp } from "./providers/http-client.ts";
import { guardRedirects } from "./services/accounts/guard-redirects.ts";
import type { ProviderAccount, ServiceContext } from "./services/context.ts";

export type Settings = Pick<ServiceContext, "config" | "accounts" | "currencies" | "endpoints">;

export interface CurrentSettings {
  /** The same object until the next `replace`. */
  read(): Settings;
  /** The accounts keep their connections; one that is unchanged keeps its adapter. */
  replace(config: CheckoutConfig): void;
  /** Closes the connections to the providers. */
  close(): Promise<void>;
}

type NamedAccount = Pick<AccountConfig, "id" | "provider">;

export interface CurrentSettingsOptions {
  /** Puts an account's circuit and log around its HTTP client. */
  readonly surround: (account: NamedAccount, http: ProviderHttp) => ProviderHttp;
  /** A provider names an address where its customers must not be sent. */
  readonly onUnsafeRedirect: (accountId: string, why: string) => void;
}

export function createCurrentSettings(
  config: CheckoutConfig,
  options: CurrentSettingsOptions,
): CurrentSettings {
  const { providerTimeoutMs: timeoutMs, allowPrivateAddresses, outgoingProxy: proxy } = config.network;
  const clients = new Map<string, ReturnType<typeof createProviderHttp>>();
  const adapters = new Map<AccountConfig, ProviderAccount["adapter"]>();

  function clientOf(accountId: string) {
    const known = clients.get(accountId);
    if (known !== undefined) return known;
    const made = createProviderHttp({ timeoutMs, allowPrivateAddresses, proxy });
    clients.set(accountId, made);
    return made;
  }

  function adapterOf(account: AccountConfig): ProviderAccount["adapter"] {
    const known = adapters.get(account);
    if (known !== undefined) return known;
    const { id, baseUrl, redirectHosts } = account;
    const made = guardRedirects(account.createAdapter(options.surround(account, clientOf(id))), {
      httpsOnly: config.environment === "live",
      ownOrigin: new URL(baseUrl).origin,
      hosts: redirectHosts,
      onRefused: (why) => options.onUnsafeRedirect(id, why),
    });
    adapters.set(account, made);
    return made;
  }

  function settingsOf(next: CheckoutConfig): Settings {
    const accounts = next.accounts.map((account) => {
      const { id, provider, methods, identity, retired, callbackSources, wire } = account;
      const known = { id, provider, methods, identity, retired, callbackSources, wire };
      return [id, { ...known, adapter: adapterOf(account) }] as const;
    });
    return {
      config: next,
      accounts: new Map(accounts),
      currencies: createCurrencies(next.coins),
      endpoints: next.merchant.webhooks,
    };
  }

  let settings = settingsOf(config);
  return {
    read: () => settings,
    replace(next) {
      settings = settingsOf(next);
      for (const account of adapters.keys()) {
        if (!next.accounts.includes(account)) adapters.delete(account);
      }
    },
    async close() {
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}
