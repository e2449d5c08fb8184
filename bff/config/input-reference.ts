/** Instead of a secret's text, which may not stand in a live configuration: a variable, or a file. */
export type Reference = { readonly env: string } | { readonly file: string };
