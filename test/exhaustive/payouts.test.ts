import { describeKinds } from "./support/describe-kinds.ts";
import { payoutMachine } from "./world/payout-machine.ts";

describeKinds("payout", payoutMachine);
