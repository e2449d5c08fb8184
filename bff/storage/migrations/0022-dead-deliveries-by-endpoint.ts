/** An index for the metrics: the dead deliveries of each endpoint are counted without reading all others. */
import type { Migration } from "kysely/migration";
import { runAll } from "./ddl.ts";

export const deadDeliveriesByEndpoint: Migration = {
  up: (database) =>
    runAll(database, ["create index deliveries_dead on deliveries (endpoint_id) where state = 'dead'"]),
};
