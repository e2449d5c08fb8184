"""The shop's own table of orders. It says what is paid; pages only show it."""

import sqlite3
import uuid

PRICE_PER_BAG = 150


class Orders:
    """Each call has a connection of its own, because the server has a thread for each request."""

    def __init__(self, file: str):
        self._file = file
        self._run(
            """create table if not exists orders (
                id text primary key,
                bags integer not null,
                session text, -- the one to pay with, null until the customer comes to pay
                client_token text,
                attempt integer not null default 0, -- how many sessions there were
                paid_by text -- the session that paid it, null until then
            )"""
        )

    def _run(self, sql: str, *values) -> tuple:
        """The first row, or None, and how many rows have changed."""
        connection = sqlite3.connect(self._file)
        try:
            with connection:
                connection.row_factory = sqlite3.Row
                cursor = connection.execute(sql, values)
                return cursor.fetchone(), cursor.rowcount
        finally:
            connection.close()

    def create(self, bags: int) -> str:
        order_id = f"order-{uuid.uuid4()}"
        self._run("insert into orders (id, bags) values (?, ?)", order_id, bags)
        return order_id

    def find(self, order_id: str):
        """None where there is no such order."""
        row, _ = self._run("select * from orders where id = ?", order_id)
        if row is None:
            return None
        return {**row, "total": f"{row['bags'] * PRICE_PER_BAG}.00", "currency": "MXN"}

    def set_bags(self, order_id: str, bags: int) -> None:
        self._run("update orders set bags = ? where id = ? and paid_by is null", bags, order_id)

    def keep_session(self, order_id: str, session: str, client_token: str, attempt: int) -> None:
        self._run(
            "update orders set session = ?, client_token = ?, attempt = ? where id = ?",
            session,
            client_token,
            attempt,
            order_id,
        )

    def mark_paid(self, order_id: str, session: str) -> bool:
        """True the first time alone, however often it is called."""
        _, changed = self._run("update orders set paid_by = ? where id = ? and paid_by is null", session, order_id)
        return changed == 1
