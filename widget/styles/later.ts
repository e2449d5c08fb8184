import { payingStyles } from "../screens/code.ts";
import { endingStyles } from "../screens/ending.ts";
import { exitStyles } from "../screens/exits.ts";
import { lookStyles } from "../screens/look.ts";
import { markStyles } from "../screens/marks.ts";
import { payerStyles } from "../screens/payer.ts";
import { qrStyles } from "../screens/qr.ts";
import { answers } from "./answers.ts";

/** The styles of the screens after the list, in addition to those of the first ones. */
export const laterStyles = [
  answers,
  ...payingStyles,
  qrStyles,
  endingStyles,
  exitStyles,
  payerStyles,
  lookStyles,
  markStyles,
];
