/** The built BFF on PostgreSQL, with its default limits of rate. */
import { startContender } from "../floor/contender.ts";
import { createDrive } from "../floor/drive.ts";
import type { Tools } from "../floor/operations.ts";
import type { Bench } from "../support/run-bench.ts";
import type { Checkout } from "./checkout.ts";

/** One when the payment is pending, two when it is paid. */
const webhooksOfOne = 3;

/** @param counted its statements are counted, which costs something. */
export async function startOurCheckout(
  bench: Bench,
  { sandbox, endpoint }: Omit<Tools, "drive">,
  counted: boolean,
): Promise<Checkout> {
  const drive = createDrive({ sandbox, endpoint });
  bench.cleanup.defer(() => drive.close());
  const contender = await startContender(bench, {
    side: "product",
    engine: "postgres",
    sandbox,
    merchant: endpoint.origin,
    counted,
  });
  return {
    process: contender,
    async prepare() {
      const { tookMs, value: customer } = await drive.createSession(contender, false);
      const buyer = {
        start: () => drive.start(contender, customer),
        pay: () => drive.pay(contender, customer),
      };
      return { buyer, tookMs };
    },
    readyToBePaid: () => drive.readOrders(contender),
    settled: (paid) => contender.view.waitForDeliveries(paid * webhooksOfOne),
    rest: () => contender.view.forgetLaterJobs(),
  };
}
