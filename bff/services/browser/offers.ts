/** What a customer's browser is offered, and by whom. */
import type { CheckoutConfig } from "../../config/types.ts";
import type { MerchantProfile, PaymentMethodOffer } from "../../contract.ts";
import type { SessionRecord } from "../../core/records.ts";
import { isClosed } from "../../core/session/status.ts";
import type { ServiceContext } from "../context.ts";
import type { Offer } from "../routing/eligible-methods.ts";
import { missingPayerFields, payerOf } from "../routing/payer-details.ts";
import { methodsForSession } from "../routing/session-methods.ts";
import { readCustomer } from "../rows/session-columns.ts";

type Served = Pick<CheckoutConfig, "publicUrl" | "merchant">;

const imageUrl = ({ publicUrl }: Served, name: string) => `${publicUrl}/images/${name}`;

export function merchantProfile(config: Served): MerchantProfile {
  const { name, logo, support, terms } = config.merchant;
  return { name, logo: logo === null ? null : imageUrl(config, logo.name), support, terms };
}

/** None once the session is closed. */
export function offerViews(context: ServiceContext, session: SessionRecord): PaymentMethodOffer[] {
  if (isClosed(session.status)) return [];
  const payer = payerOf(readCustomer(context, session), undefined);
  return [...methodsForSession(context, session).eligible].flatMap(([method, offers]) => {
    const [first] = offers;
    if (first === undefined) return [];
    const icon = offers.map(({ accountMethod }) => accountMethod.icon).find((image) => image !== null);
    return [
      {
        id: method,
        action: first.account.adapter.actionOf(first.accountMethod),
        label: labelOf(first, session.locale),
        payerFields: missingPayerFields(first, payer),
        ...(icon == null ? {} : { icon: imageUrl(context.config, icon.name) }),
        ...(isDown(context, offers) ? { unavailable: { reason: "temporarily_unavailable" as const } } : {}),
      },
    ];
  });
}

/** True while no account that offers the method takes orders. */
function isDown({ circuits }: ServiceContext, offers: readonly Offer[]): boolean {
  return offers.every(({ account }) => circuits.stateOf(account.id, "create") === "open");
}

/**
 * The configured label in the session's language. Falls back from `es-MX` to `es`, then to English, then to
 * any.
 */
function labelOf(offer: Offer, locale: string | null): string | null {
  const { label } = offer.accountMethod;
  if (label === null) return null;
  const tags = locale === null ? [] : [locale, new Intl.Locale(locale).language];
  // A tag such as `toString` is no text of an object's own.
  const found = [...tags, "en"].find((tag) => Object.hasOwn(label, tag));
  return (found === undefined ? Object.values(label)[0] : label[found]) ?? null;
}
