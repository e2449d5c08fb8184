import { errorStyles } from "../screens/error.ts";
import { loadingStyles } from "../screens/loading.ts";
import { methodsStyles } from "../screens/methods.ts";
import { base } from "./base.ts";
import { tokens } from "./tokens.ts";

/** The styles of the first screens. */
export const firstStyles = [tokens, base, loadingStyles, methodsStyles, errorStyles];
