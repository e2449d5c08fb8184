// @ts-check
/** Shows that an installation goes on. Like packages.mjs, it uses no package. */
import { countPackages } from "./packages.mjs";

const terminalMs = 500;
const plainMs = 5_000;

/**
 * Writes how many packages are here, until the function that it returns is called: on a terminal in one line that
 * changes, else a line every five seconds.
 * @param {string} root
 * @param {{ readonly isTTY?: boolean, write(text: string): unknown }} stream
 * @param {number} everyMs
 */
export function showProgress(root, stream, everyMs = stream.isTTY === true ? terminalMs : plainMs) {
  const startedAt = Date.now();
  const show = () => {
    const { all, here } = countPackages(root);
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    // A package for another C library is never unpacked, so the count seldom reaches the whole.
    const line = `  ${here} of at most ${all} packages, ${seconds} s`;
    stream.write(stream.isTTY === true ? `\r${line}   ` : `${line}\n`);
  };
  const timer = setInterval(show, everyMs);
  return () => {
    clearInterval(timer);
    if (stream.isTTY === true) stream.write("\n");
  };
}
