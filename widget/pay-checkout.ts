/** The script for pages: registers `<pay-checkout>`, even when a page loads it twice. */
import { define } from "./element.ts";

define();
