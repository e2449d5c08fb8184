/**
 * The small script for where the widget cannot run: in a browser that is too old, or when its script is blocked or throws
 * while it loads. It is no module, and has no syntax that came after 2015, so that such a browser can run it. The widget
 * takes over whenever it works after all.
 */
import { kept } from "../hosted/token.ts";
import { withoutSlashesBehind } from "../net/parse-url.ts";

interface Texts {
  readonly lang: string;
  readonly dir: string;
  readonly error: string;
  readonly open: string;
}

const tag = "pay-checkout";
/** How long a page may take to register the element after it has loaded. */
const graceMs = 4000;
const english: Texts = {
  lang: "en",
  dir: "ltr",
  error: "Something went wrong",
  open: "Open the payment page",
};

const source = document.currentScript;
/** The address of the BFF, from that of this script. */
const home =
  source instanceof HTMLScriptElement ? (source.src.split("/widget/v1/")[0] ?? "") : window.location.origin;

let isShown = false;

function works(): boolean {
  return "customElements" in window && window.customElements.get(tag) !== undefined;
}

function pick(all: Readonly<Record<string, Texts>>, element: Element): Texts {
  const wanted = [element.getAttribute("locale") || ""].concat(navigator.languages || [navigator.language]);
  for (const wish of wanted) {
    // `es-AR`, then `es`.
    const found = all[wish] || all[wish.split(/[-_]/)[0] ?? ""];
    if (found !== undefined) return found;
  }
  return english;
}

/** The sentence and the link, before what the page has put between the tags. */
function addLink(element: Element, texts: Texts): void {
  const box = document.createElement("div");
  box.className = "pay-fallback";
  box.lang = texts.lang;
  box.dir = texts.dir;
  box.setAttribute("role", "alert");
  const sentence = document.createElement("p");
  sentence.textContent = `${texts.error}.`;
  box.appendChild(sentence);
  const token = element.getAttribute("client-token") || element.getAttribute("clienttoken");
  if (token) {
    const link = document.createElement("a");
    const bff = withoutSlashesBehind(element.getAttribute("bff") || home);
    link.href = `${bff}/pay#${encodeURIComponent(token)}`;
    if (window.top !== window) link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.textContent = texts.open;
    box.appendChild(link);
  }
  element.insertBefore(box, element.firstChild);
}

/**
 * The hosted page has its sentence already. The script adds a button where a reload finds the session again: in the
 * address, or in the tab's storage, where the page's script has put it.
 */
function showOwn(own: Element): void {
  if (own.classList.contains("now")) return;
  own.classList.add("now");
  const again = own.getAttribute("data-again");
  if (again === null || !(works() || window.location.hash || kept())) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = again;
  button.onclick = () => window.location.reload();
  own.appendChild(button);
}

function report(element: Element): void {
  const event = document.createEvent("CustomEvent");
  const message = "The widget's script did not run: it was blocked, it threw, or the browser is too old.";
  event.initCustomEvent("pay-error", true, false, { code: "widget_failed", message, requestId: null });
  element.dispatchEvent(event);
}

/** Passes on the texts by language, or English alone when they cannot be had. */
function readTexts(use: (all: Readonly<Record<string, Texts>>) => void): void {
  const request = new XMLHttpRequest();
  request.open("GET", `${home}/widget/v1/fallback.json`);
  request.onloadend = () => {
    let all = {};
    try {
      all = JSON.parse(request.responseText);
    } catch (_error) {
      // The BFF is away: then English has to do.
      all = {};
    }
    use(all);
  };
  request.send();
}

function show(): void {
  const elements = document.getElementsByTagName(tag);
  if (isShown || works() || elements.length === 0) return;
  isShown = true;
  // Reporting shows the hosted page's own sentence.
  const waiting: Element[] = [];
  for (let index = 0; index < elements.length; index += 1) {
    const element = elements[index];
    if (element === undefined) continue;
    if (element.querySelector(".pay-fallback") === null) waiting.push(element);
    report(element);
  }
  if (waiting.length === 0) return;
  readTexts((all) => {
    if (works()) return;
    for (const element of waiting) addLink(element, pick(all, element));
  });
}

/** In the hosted page, this script and the widget's stand in the page itself. */
const isInPage = source instanceof HTMLScriptElement && source.src === "";

/** Whether an error is one of the widget's scripts: it was blocked, it has syntax that is too new, or it threw. */
function isOurs(event: Event): boolean {
  if (isInPage) return event instanceof ErrorEvent;
  const { target } = event;
  const address =
    target instanceof HTMLScriptElement ? target.src : event instanceof ErrorEvent ? event.filename : "";
  return /\/widget\/v1\/[^/]+\.js/.test(address);
}

window.addEventListener(
  "error",
  (event) => {
    if (isOurs(event)) show();
  },
  true,
);

// The widget reports its own failures in the same way. Then, too, the hosted page says what to do.
document.addEventListener("pay-error", (event) => {
  const { target } = event;
  const own = target instanceof Element ? target.querySelector(".pay-fallback") : null;
  if (own !== null && event instanceof CustomEvent && event.detail.code === "widget_failed") showOwn(own);
});

function begin(): void {
  // A browser without modules never tries the script.
  if ("noModule" in document.createElement("script")) setTimeout(show, graceMs);
  else show();
}
if (document.readyState === "complete") begin();
else window.addEventListener("load", begin);
