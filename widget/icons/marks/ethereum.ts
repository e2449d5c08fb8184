import type { Mark } from "../mark.ts";

/** From simple-icons. */
export const mark: Mark = {
  color: "#3c3c3d",
  path: "M11.944 17.97L4.58 13.62 11.943 24l7.37-10.38-7.372 4.35h.003zM12.056 0L4.69 12.223l7.365 4.354 7.365-4.35L12.056 0z",
};
