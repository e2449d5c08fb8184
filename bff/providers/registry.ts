/** All providers. Adding one takes one folder, and one line here. */
import { bharatpay } from "./bharatpay/adapter.ts";
import { chainup } from "./chainup/adapter.ts";
import type { Provider } from "./contract.ts";
import { cxpay } from "./cxpay/adapter.ts";
import { lhxpay } from "./lhxpay/adapter.ts";
import { paypro } from "./paypro/adapter.ts";

export const providers: readonly Provider[] = [paypro, cxpay, lhxpay, chainup, bharatpay];

/** The provider of that id. Undefined if there is none. */
export function findProvider(id: string): Provider | undefined {
  return providers.find((provider) => provider.id === id);
}
