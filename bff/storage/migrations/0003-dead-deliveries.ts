/** An index for enabling an endpoint: it finds the endpoint's dead deliveries without reading all others. */
import type { Migration } from "kysely/migration";
import { runAll } from "./ddl.ts";

export const deadDeliveries: Migration = {
  up: (database) =>
    runAll(database, ["create index deliveries_dead on deliveries (endpoint_id) where state = 'dead'"]),
};
