import { claimTexts as english } from "./en.ts";
import type { ClaimTexts } from "./texts.ts";

/** English (India). */
export const claimTexts: ClaimTexts = {
  ...english,
};
