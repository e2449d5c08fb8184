import type { NextAction, PaymentMethodOffer } from "../../bff/contract.ts";
import {
  clabe,
  type Fixture,
  type FixtureName,
  fixtures,
  pixQr,
  redirect,
  storeCode,
  upiQr,
} from "../gallery/fixtures.ts";
import type { ScreenName } from "../machine/screen.ts";

/** The scene that stands for each screen. Without a line for a new screen this does not compile. */
const sceneOf: Readonly<Record<ScreenName, FixtureName>> = {
  loading: "loading",
  error: "error-token",
  methods: "methods-mexico",
  payer: "payer-brazil",
  code: "code-store",
  qr: "qr-upi",
  leaving: "leaving",
  confirming: "confirming",
  paid: "paid",
  refused: "error-token",
  reversed: "reversed",
  failed: "failed",
  expired: "expired",
  canceled: "canceled",
};

/** A screen, or one of its variants, such as "code-transfer" or "partly-paid". */
export type SceneName = ScreenName | FixtureName;

const isScreenName = (name: string): name is ScreenName => Object.hasOwn(sceneOf, name);
const isFixtureName = (name: string): name is FixtureName => Object.hasOwn(fixtures, name);

/** The names of all screens. */
export const screenNames: readonly ScreenName[] = Object.keys(sceneOf).filter(isScreenName);

/** The names of all scenes: of the screens, and of their variants. */
export const sceneNames: readonly SceneName[] = [
  ...new Set([...screenNames, ...Object.keys(fixtures).filter(isFixtureName)]),
];

/** The scene of a name. Throws when there is none. */
export function findScene(name: SceneName): Fixture {
  const scene = isScreenName(name) ? sceneOf[name] : name;
  if (!isFixtureName(scene))
    throw new Error(`There is no screen "${name}". There is: ${sceneNames.join(", ")}.`);
  return fixtures[scene];
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
