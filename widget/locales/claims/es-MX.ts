import { claimTexts as spanish } from "./es-419.ts";
import type { ClaimTexts } from "./texts.ts";

/** Spanish (Mexico): bank transfers go by SPEI to a CLABE. */
export const claimTexts: ClaimTexts = {
  ...spanish,
};
