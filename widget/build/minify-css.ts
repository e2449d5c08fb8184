import { Features, transform } from "lightningcss";

const version = (major: number, minor = 0) => (major << 16) | (minor << 8);

/** The oldest browsers that the styles are written for. */
const oldest = {
  chrome: version(83),
  android: version(83),
  samsung: version(13),
  firefox: version(78),
  safari: version(14, 1),
  ios_saf: version(14, 1),
};

/**
 * Writes a style sheet with as few characters as possible, with the prefixes that the oldest browsers need. It is told to
 * leave logical properties and `light-dark()` alone, because what it would write for them is many times as long: the
 * styles are written without those that are missing there. Throws when the text does not parse.
 */
export function minifyCss(css: string): string {
  const { code } = transform({
    filename: "styles.css",
    code: Buffer.from(css),
    minify: true,
    targets: oldest,
    exclude: Features.LogicalProperties | Features.LightDark,
  });
  return Buffer.from(code).toString();
}
