/** An endpoint that is enabled again finds what died while it was not, without a look at everything it ever got. */
import type { Migration } from "kysely/migration";
import { runAll } from "./ddl.ts";

export const deadDeliveries: Migration = {
  up: (database) =>
    runAll(database, ["create index deliveries_dead on deliveries (endpoint_id) where state = 'dead'"]),
};
