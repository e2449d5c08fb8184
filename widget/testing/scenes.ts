import type { NextAction, PaymentMethodOffer } from "../../bff/contract.ts";
import type { ScreenName } from "../machine/screen.ts";
import {
  clabe,
  type Fixture,
  type FixtureName,
  fixtureNames,
  fixtures,
  isFixtureName,
  pixQr,
  redirect,
  storeCode,
  upiQr,
} from "./fixtures.ts";

/** The scene that stands for each screen. Without a line for a new screen this does not compile. */
const sceneOf: Readonly<Record<ScreenName, Fixture>> = {
  loading: fixtures.loading,
  error: fixtures["error-token"],
  methods: fixtures["methods-mexico"],
  payer: fixtures["payer-brazil"],
  code: fixtures["code-store"],
  qr: fixtures["qr-upi"],
  leaving: fixtures.leaving,
  confirming: fixtures.confirming,
  // The token was good for the session, and is refused when the payment is to start.
  refused: { ...fixtures["methods-busy"], start: 401 },
  paid: fixtures.paid,
  reversed: fixtures.reversed,
  failed: fixtures.failed,
  expired: fixtures.expired,
  canceled: fixtures.canceled,
};

/** A screen, or one of its variants, such as "code-transfer" or "partly-paid". */
export type SceneName = ScreenName | FixtureName;

const isScreenName = (name: string): name is ScreenName => Object.hasOwn(sceneOf, name);

/** The names of all screens. */
export const screenNames: readonly ScreenName[] = Object.keys(sceneOf).filter(isScreenName);

/** The names of all scenes: of the screens, and of their variants. */
export const sceneNames: readonly SceneName[] = [...new Set([...screenNames, ...fixtureNames])];

/** The scene of a name. Throws when there is none. */
export function findScene(name: SceneName): Fixture {
  if (isScreenName(name)) return sceneOf[name];
  if (isFixtureName(name)) return fixtures[name];
  throw new Error(`There is no screen "${String(name)}". There is: ${sceneNames.join(", ")}.`);
}

/** What a provider would have the customer do after choosing a method. */
export function actionFor({ id, action }: PaymentMethodOffer): NextAction {
  switch (action) {
    case "display_code":
      return id === "store" ? storeCode : clabe;
    case "display_qr":
      return id === "upi" ? upiQr : pixQr;
    case "redirect":
      return redirect;
    case "redirect_form":
      return { type: "redirect_form", url: redirect.url, fields: {} };
  }
  return action satisfies never;
}
