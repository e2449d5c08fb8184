/** The flags of `init` and nobody else's. */
export const initFlags = {
  name: { type: "string" },
  url: { type: "string" },
  origin: { type: "string" },
  webhooks: { type: "string" },
  provider: { type: "string", multiple: true },
  live: { type: "boolean" },
  docker: { type: "boolean" },
  force: { type: "boolean" },
} as const;

/** What was given; what is missing is asked for on a terminal. */
export interface InitFlags {
  readonly name?: string | undefined;
  /** `publicUrl` */
  readonly url?: string | undefined;
  /** The page with the widget. */
  readonly origin?: string | undefined;
  readonly webhooks?: string | undefined;
  readonly provider?: readonly string[] | undefined;
  readonly live?: boolean | undefined;
  readonly docker?: boolean | undefined;
  readonly force?: boolean | undefined;
}

export const initFlagNames = [
  "name",
  "url",
  "origin",
  "webhooks",
  "provider",
  "live",
  "docker",
  "force",
] as const satisfies readonly (keyof typeof initFlags)[];
