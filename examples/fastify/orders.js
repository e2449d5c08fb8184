/** The shop's own table of orders. It says what is paid; pages only show it. */
import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";

const pricePerBag = 150;

function orderOf({ id, bags, session, clientToken, attempt, paidBy }) {
  return {
    id,
    bags,
    total: `${bags * pricePerBag}.00`,
    currency: "MXN",
    session,
    clientToken,
    attempt,
    paidBy,
  };
}

/** @param file of the SQLite database. Orders must outlive a restart: a customer may pay days later. */
export function openOrders(file) {
  const db = new DatabaseSync(file);
  db.exec(`
    create table if not exists orders (
      id text primary key,
      bags integer not null,
      session text, -- the one to pay with, null until the customer comes to pay
      clientToken text,
      attempt integer not null default 0, -- how many sessions there were
      paidBy text -- the session that paid it, null until then
    )`);

  return {
    create(bags) {
      const id = `order-${randomUUID()}`;
      db.prepare("insert into orders (id, bags) values (?, ?)").run(id, bags);
      return id;
    },

    /** Undefined when there is none. */
    find(id) {
      const row = db.prepare("select * from orders where id = ?").get(id);
      return row === undefined ? undefined : orderOf(row);
    },

    setBags(id, bags) {
      db.prepare("update orders set bags = ? where id = ? and paidBy is null").run(bags, id);
    },

    keepSession(id, { session, clientToken, attempt }) {
      db.prepare("update orders set session = ?, clientToken = ?, attempt = ? where id = ?").run(
        session,
        clientToken,
        attempt,
        id,
      );
    },

    /** @returns true the first time alone, however often it is called. */
    markPaid(id, session) {
      return (
        db.prepare("update orders set paidBy = ? where id = ? and paidBy is null").run(session, id)
          .changes === 1
      );
    },
  };
}
