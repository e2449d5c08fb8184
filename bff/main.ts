/** `serve`: an open checkout behind a server of its own. */

import type { CheckoutConfig } from "./config/types.ts";
import { listen, openHttpServer, urlOf } from "./http-server.ts";
import { type OpenCheckoutOptions, openCheckout } from "./open-checkout.ts";
import type { ServiceContext } from "./services/context.ts";

export type ServerOptions = OpenCheckoutOptions;

export interface RunningServer {
  /** Where it listens, such as `http://127.0.0.1:8787`. */
  readonly url: string;
  readonly context: ServiceContext;
  /**
   * Takes over a configuration that was read again, as far as it changes at once, and logs what else differs. What runs
   * goes on.
   */
  reload(read: CheckoutConfig): Promise<void>;
  /** Refuses new work, finishes what runs, releases leases, and closes everything, within 10 s. */
  stop(): Promise<void>;
}

/** Throws if the database cannot be reached or the address cannot be listened on. Nothing keeps running then. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, logger } = options;
  const checkout = await openCheckout(options);
  const { context, reload } = checkout;
  try {
    const { server, stopWatching } = openHttpServer(context, checkout.handle);
    await listen(server, config.listen);
    checkout.begin();
    logger.info({ url: urlOf(server), environment: config.environment }, "listening");
    return {
      url: urlOf(server),
      context,
      reload,
      stop: () =>
        checkout.stop(() => {
          server.close();
          server.closeAllConnections();
          stopWatching();
        }),
    };
  } catch (error) {
    await checkout.abandon();
    throw error;
  }
}
