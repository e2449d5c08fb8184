import type { Deliver, DeliveryAnswer } from "../callbacks/delivery.ts";
import type { CallbackSender } from "../callbacks/sender.ts";
import {
  type ArmedFault,
  type CallbackFault,
  type CallbackFaultSpec,
  type FaultBox,
  type FaultSpec,
  faultSchema,
} from "../hostility/faults.ts";
import { addTransfer, type Transfer } from "../providers/chainup/transfer.ts";
import type { Provider } from "../providers/contract.ts";
import type { Order, ProviderId } from "../state/order.ts";
import type { Play, Played, Player } from "../state/play.ts";
import type { LoggedRequest, RequestFilter, RequestLog } from "../state/request-log.ts";
import type { OrderFilter, OrderStore } from "../state/store.ts";

/** Names an order. A payment and a payout of one provider may have the same number. */
export interface OrderRef {
  readonly provider: ProviderId;
  readonly orderNo: string;
  /** Default: `payment`. */
  readonly kind?: Order["kind"];
}

/** Everything that a test or the control server can read and do. */
export interface SandboxControls {
  /** Oldest first. Both payments and payouts, unless `kind` names one of them. */
  orders(filter?: OrderFilter): Order[];
  order(ref: OrderRef): Order | undefined;
  /** Acts as the customer, the bank or the provider, and sends the callback that follows. */
  play(ref: OrderRef, play: Play): Played;
  /** Sends the callback about the order again, altered by a callback fault if one is named. */
  sendCallback(ref: OrderRef, twist?: Omit<CallbackFaultSpec, "operation">): Played;
  /** ChainUp: adds a transfer between users, which only the daily statement shows. Throws if it is none. */
  addTransfer(transfer: Transfer): Order;
  /** BharatPay: posts the bare text `Test`, as its dashboard does when the merchant saves a callback address. */
  saveAddress(url: string): Promise<DeliveryAnswer>;
  requests(filter?: RequestFilter): LoggedRequest[];
  /** Arms a fault. Throws a ZodError if it is none. */
  arm(fault: FaultSpec): ArmedFault;
  faults(): ArmedFault[];
  disarm(id?: number): void;
  /** The page on which the customer pays this order; null when the merchant shows a code instead. */
  pageOf(order: Order): string | null;
  /** Deletes all orders, requests and faults. */
  reset(): void;
  /** Resolves when no callback is under way. Those that wait for a later attempt do not count. */
  callbacksSettled(): Promise<void>;
}

interface ControlParts {
  readonly store: OrderStore;
  readonly faults: FaultBox;
  readonly log: RequestLog;
  readonly sender: CallbackSender;
  readonly deliver: Deliver;
  readonly player: Player;
  readonly providers: Readonly<Record<ProviderId, Provider>>;
}

const noSuchOrder: Played = { ok: false, why: "there is no such order" };

export function createControls({
  store,
  faults,
  log,
  sender,
  deliver,
  player,
  providers,
}: ControlParts): SandboxControls {
  const find = ({ provider, orderNo, kind = "payment" }: OrderRef) => store.find(provider, kind, orderNo);
  return {
    orders: (filter) => store.list(filter),
    order: find,
    play(ref, play) {
      const order = find(ref);
      return order ? player(order, play) : noSuchOrder;
    },
    sendCallback(ref, twist) {
      const order = find(ref);
      if (!order) return noSuchOrder;
      const fault = twist ? callbackFault(twist) : undefined;
      if (sender.sendAgain(order, fault)) return { ok: true, order: find(ref) ?? order };
      return { ok: false, why: "this provider sends no callback about an order in that state" };
    },
    addTransfer: (transfer) => addTransfer(store, transfer),
    saveAddress: (url) => deliver({ url, contentType: "text/plain", body: "Test" }),
    requests: (filter) => log.list(filter),
    arm: (fault) => faults.arm(fault),
    faults: () => faults.list(),
    disarm: (id) => faults.disarm(id),
    pageOf: (order) => providers[order.provider].pageOf(order),
    reset() {
      store.clear();
      log.clear();
      faults.disarm();
    },
    callbacksSettled: () => sender.settled(),
  };
}

function callbackFault(twist: Record<string, unknown>): CallbackFault {
  const fault = faultSchema.parse({ ...twist, operation: "callback" });
  if (fault.operation !== "callback") throw new Error("a callback twist is a callback fault");
  return fault;
}
