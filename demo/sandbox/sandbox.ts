import { createHttpDelivery, type Deliver, realTimers, type Timers } from "./callbacks/delivery.ts";
import { createCallbackSender } from "./callbacks/sender.ts";
import { controlApp } from "./control/app.ts";
import { createControls, type SandboxControls } from "./control/controls.ts";
import { type Credentials, type KeyOverrides, makeKeys } from "./credentials.ts";
import { createFaultBox } from "./hostility/faults.ts";
import { type Listening, listen } from "./http/listen.ts";
import { providerApp } from "./http/mount.ts";
import { bharatpay } from "./providers/bharatpay/provider.ts";
import { chainup } from "./providers/chainup/provider.ts";
import type { Desk, Provider } from "./providers/contract.ts";
import { cxpay } from "./providers/cxpay/provider.ts";
import { lhxpay } from "./providers/lhxpay/provider.ts";
import { paypro } from "./providers/paypro/provider.ts";
import { type QuirksInput, quirksSchema } from "./quirks.ts";
import { type Order, type ProviderId, providerIds } from "./state/order.ts";
import { createPlayer } from "./state/play.ts";
import { createRequestLog } from "./state/request-log.ts";
import { createOrderStore } from "./state/store.ts";

/** Options of a sandbox. All have defaults. */
export interface SandboxOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Absent or 0: a free port. */
  readonly ports?: { readonly [Id in ProviderId | "control"]?: number };
  /** The present time, in epoch milliseconds. Default: the machine's clock. */
  readonly now?: () => number;
  readonly credentials?: KeyOverrides;
  /** Orders that the providers hold from the start, such as those of an earlier run. */
  readonly orders?: readonly Order[];
  readonly callbacks?: CallbackOptions;
  /** Contract terms that differ from the documentation. */
  readonly quirks?: QuirksInput;
}

/** How the sandbox sends callbacks. */
export interface CallbackOptions {
  /** Multiplies the providers' waits. Default 0.05, which turns PayPro's 2 s, 5 s, 10 s into 0.1 s, 0.25 s, 0.5 s. */
  readonly scale?: number;
  /** The longest wait, in milliseconds. Default: 10 minutes. */
  readonly maxDelayMs?: number;
  /** Time limit for the merchant's answer, in milliseconds. Default: 10 s. */
  readonly timeoutMs?: number;
  /** Sends callbacks in another way than over HTTP. */
  readonly deliver?: Deliver;
  /** A test's own timers. */
  readonly timers?: Timers;
}

/** The address of one provider and the credentials of its merchant. */
export type SandboxProviders = {
  readonly [Id in ProviderId]: { readonly baseUrl: string; readonly credentials: Credentials[Id] };
};

export interface Sandbox {
  /** Origin of the control server. */
  readonly control: string;
  readonly providers: SandboxProviders;
  /** The functions of the control server, for tests in the same process. */
  readonly state: SandboxControls;
  /** Stops every server, with its hanging calls, and drops the callbacks that are scheduled. */
  readonly stop: () => Promise<void>;
}

/** Starts the five providers and the control server, each on a port of its own. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = "127.0.0.1", ports = {}, now = Date.now, callbacks = {} } = options;
  const keys = await makeKeys(options.credentials);
  const store = createOrderStore(now, options.orders);
  const faults = createFaultBox();
  const log = createRequestLog(now);
  const http = createHttpDelivery(callbacks.timeoutMs ?? 10_000);
  const origins = new Map<ProviderId, string>();

  const providerOf = ({ provider }: { readonly provider: ProviderId }): Provider => providers[provider];
  const deliver = callbacks.deliver ?? http.deliver;
  const sender = createCallbackSender({
    store,
    faults,
    now,
    providerOf,
    deliver,
    timers: callbacks.timers ?? realTimers,
    scale: callbacks.scale ?? 0.05,
    maxDelayMs: callbacks.maxDelayMs ?? 600_000,
  });
  const player = createPlayer({
    store,
    now,
    knows: (order) => providerOf(order).knows,
    announce: sender.announce,
  });
  const deskOf = (id: ProviderId): Desk => ({
    store,
    now,
    player,
    callAgain: (order) => void sender.sendAgain(order),
    origin: () => origins.get(id) ?? "",
  });
  const { merchant } = keys;
  const quirks = quirksSchema.parse(options.quirks ?? {});
  const providers: Readonly<Record<ProviderId, Provider>> = {
    paypro: paypro(deskOf("paypro"), { credentials: merchant.paypro, quirks: quirks.paypro }),
    cxpay: cxpay(deskOf("cxpay"), { credentials: merchant.cxpay, quirks: quirks.cxpay }),
    lhxpay: lhxpay(deskOf("lhxpay"), { credentials: merchant.lhxpay, quirks: quirks.lhxpay }),
    chainup: chainup(deskOf("chainup"), {
      credentials: merchant.chainup,
      platformPrivateKey: keys.chainupPlatformPrivateKey,
      quirks: quirks.chainup,
    }),
    bharatpay: bharatpay(deskOf("bharatpay"), { credentials: merchant.bharatpay, quirks: quirks.bharatpay }),
  };

  const listening: Listening[] = [];
  const stop = async () => {
    sender.stop();
    await Promise.all(listening.map((server) => server.stop()));
    await http.close();
  };
  try {
    for (const id of providerIds) {
      const app = providerApp({ provider: providers[id], faults, log });
      const server = await listen(app, { host, port: ports[id] ?? 0 });
      listening.push(server);
      origins.set(id, server.origin);
    }
    const state = createControls({ store, faults, log, sender, deliver, player, providers });
    const control = await listen(controlApp({ state, providers }), { host, port: ports.control ?? 0 });
    listening.push(control);
    const at = (id: ProviderId) => `${origins.get(id) ?? ""}${providers[id].basePath}`;
    return {
      control: control.origin,
      providers: {
        paypro: { baseUrl: at("paypro"), credentials: merchant.paypro },
        cxpay: { baseUrl: at("cxpay"), credentials: merchant.cxpay },
        lhxpay: { baseUrl: at("lhxpay"), credentials: merchant.lhxpay },
        chainup: { baseUrl: at("chainup"), credentials: merchant.chainup },
        bharatpay: { baseUrl: at("bharatpay"), credentials: merchant.bharatpay },
      },
      state,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
