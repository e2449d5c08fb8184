/**
 * A small script for a shop's page. It asks for the session while the widget's own script is on its way. Like the
 * fallback, it is no module and has no syntax of after 2015.
 */
import { askEarly } from "../net/early.ts";
import { withoutSlashesBehind } from "../net/parse-url.ts";

const source = document.currentScript;
/** The address of the BFF, from that of this script. */
const home = source instanceof HTMLScriptElement ? (source.src.split("/widget/v1/")[0] ?? "") : "";

function ask(): void {
  // The widget was there first, and asks by itself.
  if (window.customElements?.get("pay-checkout") !== undefined) return;
  const elements = document.getElementsByTagName("pay-checkout");
  for (let index = 0; index < elements.length; index += 1) {
    const element = elements[index];
    const token = element?.getAttribute("client-token") || element?.getAttribute("clienttoken");
    if (token) askEarly(withoutSlashesBehind((element?.getAttribute("bff") || home).trim()), token);
  }
}

ask();
// The script may have come before the element.
document.addEventListener("DOMContentLoaded", ask);
