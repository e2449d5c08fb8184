/** The script that a page includes: registers `<pay-checkout>`, once however often it is loaded. */
import { define } from "./element.ts";

define();
