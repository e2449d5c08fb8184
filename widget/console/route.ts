/**
 * The place in the console, as it stands in the fragment of the address: `#/payments?status=review`, `#/payments/pay_…`.
 * Browsers do not send fragments, so what an operator searches for (an e-mail address, a phone number) is in no log.
 */
export interface Route {
  /** The first part of the path, such as `payments`; `today` where the fragment is empty. */
  readonly screen: string;
  /** What follows it, such as a payment's id; null: the list. */
  readonly id: string | null;
  /** Filters and the like. */
  readonly query: Readonly<Record<string, string>>;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that was typed by hand stands for itself.
    return text;
  }
}

/** Reads a fragment, with or without its `#`. Never fails: what is not a place is the first screen. */
export function readRoute(fragment: string): Route {
  const [path = "", query = ""] = fragment.replace(/^#?\/?/, "").split("?", 2);
  const [screen = "", ...rest] = path.split("/");
  return {
    screen: screen === "" ? "today" : decode(screen),
    id: rest.length === 0 || rest[0] === "" ? null : decode(rest.join("/")),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** Writes a place as a fragment. Filters without a value are left out. */
export function writeRoute(route: {
  readonly screen: string;
  readonly id?: string | null;
  readonly query?: Readonly<Record<string, string | null | undefined>>;
}): string {
  const id = route.id === null || route.id === undefined ? "" : `/${encodeURIComponent(route.id)}`;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(route.query ?? {})) if (value) query.set(name, value);
  const text = query.toString();
  return `#/${route.screen}${id}${text === "" ? "" : `?${text}`}`;
}

const screenOfObject = new Map(
  Object.entries({
    session: "sessions",
    payment: "payments",
    payout: "payouts",
    refund: "refunds",
    event: "events",
    account: "accounts",
  }),
);
const screenOfPrefix = new Map(
  Object.entries({
    cs: "sessions",
    pay: "payments",
    po: "payouts",
    re: "refunds",
    evt: "events",
  }),
);

/** The address of an object, by its kind or by the prefix of its id; null where the console has no screen for it. */
export function addressOf(id: string, object?: string): string | null {
  // A test event is sent, and never stored.
  if (id.startsWith("evt_test_")) return null;
  const [prefix = ""] = id.split("_", 1);
  const screen = object === undefined ? screenOfPrefix.get(prefix) : screenOfObject.get(object);
  return screen === undefined ? null : writeRoute({ screen, id });
}
