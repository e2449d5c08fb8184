/** The gallery: every screen in every state, language and theme, without a server. The address selects what it shows. */

import { define } from "../element.ts";
import { catalog } from "../locales/catalog.ts";
import {
  type Fixture,
  type FixtureName,
  fixtureNames,
  fixtures,
  isFixtureName,
} from "../testing/fixtures.ts";
import { press } from "../testing/press.ts";
import { pretendBff } from "../testing/pretended-bff.ts";

const looks = ["ink", "lagoon", "market"];
/** Takes the pretended BFFs of the shown screens away. */
let removals: (() => void)[] = [];
define();

/** The selection in the address: `#screen=paid,failed&locale=ar&theme=dark&look=ink&width=390&layout=accordion&bare`. */
function wanted(): URLSearchParams {
  return new URLSearchParams(window.location.hash.slice(1));
}

function show(name: FixtureName, wishes: URLSearchParams): HTMLElement {
  const fixture: Fixture = fixtures[name];
  const bff = pretendBff({ screen: name, address: `https://${name}.gallery.test` });
  removals.push(bff.install());
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.textContent = fixture.title;
  const checkout = document.createElement("pay-checkout");
  checkout.id = name;
  checkout.bff = bff.address;
  checkout.clientToken = "ct_gallery";
  checkout.locale = wishes.get("locale") || "en";
  const theme = wishes.get("theme");
  checkout.theme = theme === "light" || theme === "dark" ? theme : "auto";
  for (const attribute of ["layout", "hide", "method"]) {
    const value = wishes.get(attribute);
    if (value !== null) checkout.setAttribute(attribute, value);
  }
  checkout.addEventListener("pay-action", (event) => event.preventDefault());
  checkout.addEventListener(
    "pay-ready",
    () => void checkout.updateComplete.then(() => press(checkout, fixture.press ?? [])),
  );
  figure.append(caption, checkout);
  return figure;
}

function showWanted(): void {
  const wishes = wanted();
  const page = document.documentElement;
  page.dataset.theme = wishes.get("theme") ?? "auto";
  page.toggleAttribute("data-bare", wishes.has("bare"));
  const width = Number(wishes.get("width") || 480);
  page.style.setProperty("--stage-width", `${width}px`);
  page.style.setProperty("--pay-width", `${Math.max(480, width)}px`);
  for (const sheet of document.querySelectorAll("link[data-look]")) sheet.remove();
  const look = wishes.get("look");
  if (look !== null && looks.includes(look)) {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = `../public/themes/${look}.css`;
    sheet.dataset.look = look;
    document.head.append(sheet);
  }
  const named = (wishes.get("screen") ?? "").split(",").filter(isFixtureName);
  const names = named.length > 0 ? named : fixtureNames;
  const stage = document.querySelector("#stage");
  stage?.replaceChildren();
  for (const remove of removals) remove();
  removals = [];
  stage?.append(...names.map((name) => show(name, wishes)));
}

function addOptions(name: string, options: readonly (readonly [value: string, text: string])[]): void {
  const list = document.querySelector(`[name="${name}"], #${name}`);
  list?.append(...options.map(([value, text]) => new Option(text, value)));
}

const form = document.querySelector<HTMLFormElement>("#controls");
addOptions("screen", [["", "all"], ...fixtureNames.map((name) => [name, fixtures[name].title] as const)]);
addOptions(
  "locales",
  ["en", ...Object.keys(catalog)].map((tag) => [tag, tag] as const),
);
addOptions(
  "look",
  looks.map((look) => [look, look] as const),
);
form?.addEventListener("change", () => {
  const given = [...new FormData(form)].filter(([, value]) => value !== "");
  window.location.hash = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
});
window.addEventListener("hashchange", showWanted);
showWanted();
