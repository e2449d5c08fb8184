/** Exit codes of sysexits.h; 0 is success, and 1 any other failure. */

/** `EX_USAGE` */
export const exitUsage = 64;
/** `EX_CONFIG` */
export const exitConfig = 78;
