/** The script of the claim page. The build puts it into the page. The token is in the fragment, as on the hosted page. */
import { bffOfPage, takeToken } from "../hosted/token.ts";
import { createClaimApi } from "./claim-api.ts";
import { openClaimPage } from "./claim-page.ts";

const root = document.querySelector("main");

/** Stands for the token of a link that has lost it. The server refuses it. */
const noToken = "none";

/** Not the key under which the hosted page keeps its token. */
const storageName = "pay-checkout:claim-token";

let open = new AbortController();

/** Another fragment means another claim. */
function mount(into: HTMLElement): void {
  open.abort();
  open = new AbortController();
  const token = takeToken(storageName) || noToken;
  const bff = bffOfPage();
  const page = {
    root: into,
    api: createClaimApi({ bff, token }),
    wishes: window.navigator.languages,
    allowHttp: bff.startsWith("http:"),
  };
  openClaimPage(page, open.signal);
}

if (root !== null) {
  window.addEventListener("hashchange", () => {
    if (window.location.hash !== "") mount(root);
  });
  mount(root);
}
