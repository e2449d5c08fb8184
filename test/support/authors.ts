/** Who makes a change in tests that call the use cases. */
import type { Author } from "../../bff/core/audit.ts";

/** The merchant's backend. */
export const backend: Author = { actor: "key:backend", address: "192.0.2.1", requestId: "req_1" };
/** Another key than the backend's. */
export const desk: Author = { actor: "key:desk", address: "192.0.2.2", requestId: "req_2" };
