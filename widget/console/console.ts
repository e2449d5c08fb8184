/** The console's script: one element that is the whole page. */
import { PayConsole } from "./app.ts";

customElements.define("pay-console", PayConsole);
