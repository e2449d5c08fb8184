import { firstMessages } from "./english/first.ts";
import { laterMessages } from "./english/later.ts";
import type { Messages } from "./messages.ts";

/** English. The widget has its two parts built in; every other language is loaded whole when it is asked for. */
export const messages: Messages<"one" | "other"> = { ...firstMessages, ...laterMessages };
