import { describeKinds } from "./support/describe-kinds.ts";
import { paymentMachine } from "./world/payment-machine.ts";

describeKinds("payment", paymentMachine);
