/** A payment provider for Medusa 2: each payment session of a cart has a session of the checkout. */
import type {
  AuthorizePaymentInput,
  AuthorizePaymentOutput,
  BigNumberInput,
  CancelPaymentInput,
  CancelPaymentOutput,
  CapturePaymentInput,
  CapturePaymentOutput,
  DeletePaymentInput,
  DeletePaymentOutput,
  GetPaymentStatusInput,
  GetPaymentStatusOutput,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  Logger,
  PaymentSessionStatus,
  ProviderWebhookPayload,
  RefundPaymentInput,
  RefundPaymentOutput,
  RetrievePaymentInput,
  RetrievePaymentOutput,
  UpdatePaymentInput,
  UpdatePaymentOutput,
  WebhookActionResult,
} from "@medusajs/framework/types";
import { AbstractPaymentProvider, BigNumber, MathBN, MedusaError } from "@medusajs/framework/utils";
import {
  CheckoutError,
  type Client,
  createClient,
  type Session,
  type SessionStatus,
  verifyWebhook,
} from "pay-checkout/client";

export interface PayCheckoutOptions {
  /** The BFF's address. */
  readonly payUrl: string;
  readonly apiKey: string;
  readonly webhookSecret: string;
  /** The storefront's page to which a customer comes back from a provider's. */
  readonly returnUrl: string;
}

/**
 * What Medusa keeps with its session. The storefront can read all of it: `clientToken` is for `<pay-checkout>`, `url` is the
 * hosted page.
 */
interface Kept {
  readonly id: string;
  readonly clientToken: string;
  readonly url: string;
  /** Medusa's session. */
  readonly session_id: string;
}

/**
 * `pending_authorization` lets Medusa place an order that waits for its money, as a code for a store does. There is no
 * `error`: what the checkout does not know yet, it is still finding out.
 */
const statuses: Readonly<Record<SessionStatus, PaymentSessionStatus>> = {
  requires_payment_method: "requires_more",
  requires_action: "pending_authorization",
  processing: "pending_authorization",
  succeeded: "captured",
  canceled: "canceled",
  expired: "canceled",
};

const isOver = ({ status }: Session) => status === "canceled" || status === "expired";

type Data = Record<string, unknown> | undefined;

function textIn(data: Data, name: string): string {
  const value = data?.[name];
  if (typeof value === "string" && value !== "") return value;
  throw new MedusaError(MedusaError.Types.INVALID_DATA, `The payment session's data has no ${name}.`);
}

/** Decimal text, such as 150.5. The checkout refuses more decimals than the currency has. */
function amountOf({ amount, currency_code }: { amount: BigNumberInput; currency_code: string }) {
  return { value: MathBN.convert(amount).toFixed(), currency: currency_code.toUpperCase() };
}

export class PayCheckoutProvider extends AbstractPaymentProvider<PayCheckoutOptions> {
  static identifier = "pay-checkout";
  readonly #options: PayCheckoutOptions;
  readonly #pay: Client;
  readonly #logger: Logger;

  static override validateOptions(options: Record<string, unknown>): void {
    for (const name of ["payUrl", "apiKey", "webhookSecret", "returnUrl"]) {
      if (typeof options[name] !== "string" || options[name] === "")
        throw new MedusaError(
          MedusaError.Types.INVALID_DATA,
          `The option ${name} of pay-checkout is missing.`,
        );
    }
  }

  constructor(container: { logger: Logger }, options: PayCheckoutOptions) {
    super(container, options);
    this.#options = options;
    this.#logger = container.logger;
    this.#pay = createClient({ baseUrl: options.payUrl, apiKey: options.apiKey });
  }

  async initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    // Medusa adds its session's id. Everything else in data is the storefront's word, and is not looked at.
    const kept = await this.#createSession(input, textIn(input.data, "session_id"), "first");
    return { id: kept.id, status: "pending", data: { ...kept } };
  }

  /** The cart has changed. Throws when money for the old amount is on its way: then the cart must stay as it is. */
  async updatePayment(input: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    const session = await this.#read(input.data);
    const { currency } = amountOf(input);
    const isSame = session.amount.currency === currency && MathBN.eq(session.amount.value, input.amount);
    if (isSame && !isOver(session)) return { data: { ...input.data } };
    await this.#cancel(session);
    const kept = await this.#createSession(input, textIn(input.data, "session_id"), session.id);
    return { status: "pending", data: { ...kept } };
  }

  /** Asked when the customer places the order, and again when a webhook has come. Only the checkout's word counts. */
  async authorizePayment({ data }: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    const { status } = await this.#read(data);
    return { status: statuses[status], data: { ...data } };
  }

  async getPaymentStatus({ data }: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    const { status } = await this.#read(data);
    return { status: statuses[status] };
  }

  async retrievePayment({ data }: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    return { data: { ...(await this.#read(data)) } };
  }

  /** The money is there already when a payment exists: there is no authorization without it. */
  async capturePayment({ data }: CapturePaymentInput): Promise<CapturePaymentOutput> {
    const { status } = await this.#read(data);
    if (status === "succeeded") return { data: { ...data } };
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `The session is not paid: it is ${status}.`);
  }

  /**
   * Medusa sends the key of one refund with each repeat, so the money goes back once. Where the customer has to enter an
   * account, `GET /v1/refunds/{id}` and the console have the page's address. It is a secret, so `data` does not have it.
   */
  async refundPayment({ amount, data, context }: RefundPaymentInput): Promise<RefundPaymentOutput> {
    const session = await this.#read(data);
    const payment = session.payments.find(({ status }) => status === "succeeded");
    const key = context?.idempotency_key;
    if (payment === undefined)
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `${session.id} has no payment to refund.`);
    if (key === undefined)
      throw new MedusaError(MedusaError.Types.INVALID_DATA, "Medusa has sent no idempotency key.");
    const { id } = await this.#pay.refunds.create(
      payment.id,
      { amount: amountOf({ amount, currency_code: session.amount.currency }), reason: "requested" },
      { idempotencyKey: key },
    );
    return { data: { ...data, refund: id } };
  }

  async cancelPayment({ data }: CancelPaymentInput): Promise<CancelPaymentOutput> {
    await this.#cancel(await this.#read(data));
    return { data: { ...data } };
  }

  async deletePayment({ data }: DeletePaymentInput): Promise<DeletePaymentOutput> {
    // After a failed start, Medusa deletes what has never got an id.
    if (data?.id !== undefined) await this.#cancel(await this.#read(data));
    return { data: { ...data } };
  }

  /**
   * `captured` for `session.succeeded` alone. A payment that has failed is no `failed`: the customer may choose another way
   * to pay. Medusa then asks `authorizePayment`, so an old session's money does not pay a changed cart. The end of a session
   * is not reported, because the event of a session that `updatePayment` has replaced would name the one that can be paid.
   */
  async getWebhookActionAndData(payload: ProviderWebhookPayload["payload"]): Promise<WebhookActionResult> {
    const { session, type } = this.#readEvent(payload) ?? {};
    const sessionId = session?.metadata.medusaSession;
    if (session === undefined || sessionId === undefined) return { action: "not_supported" };
    if (type !== "session.succeeded") return { action: "not_supported" };
    return {
      action: "captured",
      data: { session_id: sessionId, amount: new BigNumber(session.amount.value) },
    };
  }

  /** Undefined when it is not the checkout's. Medusa has answered the request with 200 before. */
  #readEvent({ rawData, headers }: ProviderWebhookPayload["payload"]) {
    const texts = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    try {
      const { type, data } = verifyWebhook(rawData, Object.fromEntries(texts), this.#options.webhookSecret);
      return { type, session: data.session };
    } catch (error) {
      if (!(error instanceof CheckoutError) || error.code !== "webhook_not_verified") throw error;
      this.#logger.warn(error.message);
      return undefined;
    }
  }

  /** The checkout's session of this payment session. */
  async #read(data: Data): Promise<Session> {
    const session = await this.#pay.sessions.get(textIn(data, "id"));
    if (session.metadata.medusaSession === textIn(data, "session_id")) return session;
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `${session.id} belongs to another payment session.`,
    );
  }

  /** Throws when it is paid, or when money is on its way. */
  async #cancel(session: Session): Promise<void> {
    if (!isOver(session)) await this.#pay.sessions.cancel(session.id);
  }

  /**
   * A repeat, after a crash, finds the session that it has made.
   *
   * @param before the session that it replaces, or "first".
   */
  async #createSession(input: InitiatePaymentInput, medusaSession: string, before: string): Promise<Kept> {
    const amount = amountOf(input);
    const email = input.context?.customer?.email;
    const { id, clientToken, url } = await this.#pay.sessions.create(
      {
        amount,
        reference: medusaSession,
        returnUrl: this.#options.returnUrl,
        ...(email === undefined ? {} : { customer: { email } }),
        metadata: { medusaSession },
      },
      { idempotencyKey: `${medusaSession}-${before}-${amount.value}-${amount.currency}` },
    );
    return { id, clientToken, url, session_id: medusaSession };
  }
}
