import type { TemplateResult } from "lit";
import type { FirstScreen } from "../machine/first.ts";
import type { Screen } from "../machine/screen.ts";
import type { View } from "../view.ts";
import { renderCode } from "./code.ts";
import { renderConfirming } from "./confirming.ts";
import { renderClosed, renderFailed, renderPaid, renderRefused, renderReversed } from "./ending.ts";
import { renderError } from "./error.ts";
import { otherMethodButton } from "./exits.ts";
import { renderLeaving } from "./leaving.ts";
import { renderPayer } from "./payer.ts";
import { renderQr } from "./qr.ts";

/** Renders one of the screens after the list. */
export function renderLater(view: View, screen: Exclude<Screen, FirstScreen>): TemplateResult {
  switch (screen.name) {
    case "error":
      return renderError(view, screen.problem, otherMethodButton(view, true));
    case "payer":
      return renderPayer(view, screen.session, screen.offer);
    case "code":
      return renderCode(view, screen);
    case "qr":
      return renderQr(view, screen);
    case "leaving":
      return renderLeaving(view, screen);
    case "confirming":
      return renderConfirming(view, screen);
    case "paid":
      return renderPaid(view, screen.session);
    case "refused":
      return renderRefused(view, screen);
    case "reversed":
      return renderReversed(view, screen.session);
    case "failed":
      return renderFailed(view, screen);
    case "expired":
    case "canceled":
      return renderClosed(view, screen);
  }
  return screen satisfies never;
}
