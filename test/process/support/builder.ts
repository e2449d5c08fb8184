/** What may be in the environment of whoever builds, and must not be in what is built. */
export const buildersSecrets = { NPM_TOKEN: "canary-of-the-builder", API_KEY: "sk_canary_of_the_builder" };
