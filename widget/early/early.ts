/**
 * A small script for a shop's page. It asks for the session, and for the texts of the customer's language, while the widget's
 * own script is on its way. Like the fallback, it is no module and has no syntax of after 2015.
 */
import { negotiate } from "../i18n/languages.ts";
import { askEarly, warmUp } from "../net/early.ts";
import { withoutSlashesBehind } from "../net/parse-url.ts";
import { textsStart, textTags } from "./text-files.ts";

const source = document.currentScript;
/** The address of the BFF, from that of this script. */
const home = source instanceof HTMLScriptElement ? (source.src.split("/widget/v1/")[0] ?? "") : "";
const available = new Set(textTags.concat("en"));
const preloaded = new Set<string>();

/** Whether the page loads the widget from the same BFF as this script. */
function hasWidgetScript(): boolean {
  const { scripts } = document;
  for (let index = 0; index < scripts.length; index += 1) {
    // The property is the whole address; the attribute may be `/pay/widget/v1/pay-checkout.js`.
    if (scripts[index]?.src.indexOf(`${home}/widget/v1/pay-checkout.js`) === 0) return true;
  }
  return false;
}

/**
 * Preloads the texts that the widget's script will import. The session may name another language; then they are not used.
 * Does nothing where the browser cannot.
 */
function preloadTexts(locale: string | null): void {
  try {
    const wishes = (locale ? [locale] : []).concat(navigator.languages, "en");
    const tag = negotiate(wishes, available)?.source ?? "en";
    // A widget out of a bundle has its own texts.
    if (!hasWidgetScript() || !textTags.includes(tag) || preloaded.has(tag)) return;
    preloaded.add(tag);
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = `${home}/widget/v1/${textsStart}${tag}.js`;
    link.nonce = source?.nonce ?? "";
    document.head.append(link);
  } catch (_error) {
    // An old browser has no `Intl.Locale`, or no `nonce`. Then the widget asks for the texts itself.
    return;
  }
}

function ask(): void {
  // The widget was there first, and asks by itself.
  if (window.customElements?.get("pay-checkout") !== undefined) return;
  const elements = document.getElementsByTagName("pay-checkout");
  for (let index = 0; index < elements.length; index += 1) {
    const element = elements[index];
    const token = element?.getAttribute("client-token") || element?.getAttribute("clienttoken");
    if (!token) continue;
    askEarly(withoutSlashesBehind((element?.getAttribute("bff") || home).trim()), token);
    preloadTexts(element?.getAttribute("locale") ?? null);
    setTimeout(warmUp);
  }
}

ask();
// The script may have come before the element.
document.addEventListener("DOMContentLoaded", ask);
