/** What a browser remembers of an operator's taste. Nothing about money or people. */
const prefix = "pay-console.";

export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    // A browser that keeps nothing: the default is taken.
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // It lasts as long as the page then.
    return;
  }
}

export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export function isTheme(value: string | null): value is Theme {
  return value === "auto" || value === "light" || value === "dark";
}

const dark = matchMedia("(prefers-color-scheme: dark)");
let current: Theme = "auto";

function show(): void {
  const isDark = current === "dark" || (current === "auto" && dark.matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
}
dark.addEventListener("change", show);

/** Draws the page in a theme; `auto` follows the device, also when that changes. */
export function applyTheme(theme: Theme): void {
  current = theme;
  show();
}
