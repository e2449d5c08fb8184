/** Builds the widget once before the browser tests, whose files would otherwise build it at the same time. */
import { ensureWidget } from "../../scripts/build-widget.ts";

export function setup(): void {
  ensureWidget();
}
