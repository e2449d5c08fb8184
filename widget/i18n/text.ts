import type { Plural } from "../locales/messages.ts";

/**
 * Replaces each `{name}` by its value. A name without a value remains. A value that ends with a full stop, such as the
 * time `2:30 p.m.`, ends its sentence, too.
 */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}(\.?)/g, (placeholder, name: string, stop: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return value.endsWith(".") ? value : value + stop;
  });
}

/** The text for a number, in the language's plural form and digits. */
export function pluralize(
  forms: Readonly<Partial<Plural<Intl.LDMLPluralRule>>>,
  count: number,
  locale: string,
): string {
  const category = new Intl.PluralRules(locale).select(count);
  const text = forms[category] ?? forms.other ?? "{n}";
  return fill(text, { n: new Intl.NumberFormat(locale).format(count) });
}
