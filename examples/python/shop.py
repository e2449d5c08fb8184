"""A shop in plain Python 3.9 or newer, by HTTP alone: python3 shop.py. It needs the standard library and nothing else."""

import re
import sys
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from checkout import Missing, NotVerified, Refused, call, read_event, setting
from orders import Orders

MOST_BYTES = 65536
orders = Orders(str(Path(__file__).with_name("shop.db")))


def is_over(session: dict) -> bool:
    return session["status"] in ("canceled", "expired")


def with_session(order: dict) -> dict:
    """The order with a session that can be paid, or is paid."""
    if order["session"] is not None:
        kept = call("GET", f"/v1/sessions/{order['session']}")
        fits = kept["status"] == "succeeded" or kept["amount"]["value"] == order["total"]
        if not is_over(kept) and fits:
            return order
        if not is_over(kept):
            call("POST", f"/v1/sessions/{kept['id']}/cancel")  # of an older cart
    attempt = order["attempt"] + 1
    body = {
        "amount": {"value": order["total"], "currency": order["currency"]},
        "reference": order["id"],
        "description": f"Coffee, bags: {order['bags']}",
        "country": "MX",
        "returnUrl": f"{setting('SHOP_URL')}/orders/{order['id']}",
    }
    # After a crash, the same attempt finds the session that it has made. Another attempt, or another cart, gets its own.
    made = call("POST", "/v1/sessions", body, f"{order['id']}-{attempt}-{order['total']}")
    orders.keep_session(order["id"], made["id"], made["clientToken"], attempt)
    return {**order, "session": made["id"], "client_token": made["clientToken"], "attempt": attempt}


def change_bags(order: dict, bags: int) -> None:
    """Nobody may pay the old amount any more, so the session goes first. Raises Refused (409) when money is on its way."""
    if order["session"] is not None and not is_over(call("GET", f"/v1/sessions/{order['session']}")):
        call("POST", f"/v1/sessions/{order['session']}/cancel")
    orders.set_bags(order["id"], bags)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def receive(event: dict) -> None:
    if event["type"] != "session.succeeded":
        return
    session = event["data"]["session"]
    amount, order = session["amount"], orders.find(session["reference"])
    if order is None:
        return  # the order of another shop that uses the same checkout
    if (amount["value"], amount["currency"]) != (order["total"], order["currency"]):
        say(f"{order['id']}: paid {amount['value']} {amount['currency']}, costs {order['total']} {order['currency']}")
    elif orders.mark_paid(order["id"], session["id"]):
        say(f"{order['id']}: paid, ship it")
    elif orders.find(order["id"])["paid_by"] != session["id"]:
        say(f"{order['id']}: paid a second time, by {session['id']}: give it back")


def page(body: str) -> str:
    """Every text in these pages is the shop's own. Whoever shows words of a customer escapes them."""
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Coffee</title><h1>Coffee</h1>{body}</html>"""


def bags_form(action: str, label: str) -> str:
    return f"""<form method="post" action="{action}">
<label>Bags <input name="bags" type="number" min="1" max="9" value="1"></label> <button>{label}</button></form>"""


def order_page(order: dict) -> str:
    is_paid = order["paid_by"] is not None
    state = f"""<p>{order["id"]}: bags: {order["bags"]}, {order["total"]} {order["currency"]},
<b>{"paid" if is_paid else "not paid yet"}</b></p>"""
    if is_paid:
        return page(state)
    return page(
        f"""{state}<pay-checkout client-token="{order["client_token"]}"></pay-checkout>
<script type="module" src="{setting("PAY_URL")}/widget/v1/pay-checkout.js"></script>
{bags_form(f"/orders/{order['id']}/bags", "Change")}"""
    )


class Shop(BaseHTTPRequestHandler):
    timeout = 30

    def answer(self, status: int, text: str = "", **headers: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def answer_bags(self, body: bytes, change) -> None:
        """Calls change(bags), which gives the page to go to, when the form has 1 to 9 bags."""
        bags = parse_qs(body.decode("latin-1")).get("bags", [""])[0]
        if re.fullmatch("[1-9]", bags):
            self.answer(303, Location=change(int(bags)))
        else:
            self.answer(422, "bags must be a number from 1 to 9")

    def answer_order(self, order_id: str, is_change: bool, body: bytes) -> None:
        order = orders.find(order_id)
        if order is None:
            self.answer(404)
        elif is_change:

            def change(bags: int) -> str:
                change_bags(order, bags)
                return f"/orders/{order_id}"

            self.answer_bags(body, change)
        else:
            # The customer also comes back here from a provider's page. Coming back proves nothing: the table says what is paid.
            self.answer(200, order_page(with_session(order) if order["paid_by"] is None else order))

    def route(self, body: bytes) -> None:
        route = f"{self.command} {urlsplit(self.path).path}"
        found = re.fullmatch(r"(?:GET /orders/([\w-]+)|POST /orders/([\w-]+)/bags)", route, re.ASCII)
        if route == "GET /":
            self.answer(200, page(bags_form("/orders", "Buy")))
        elif route == "POST /webhooks":
            # The bytes as they came, because the signature covers them.
            receive(read_event(body, self.headers, setting("PAY_WEBHOOK_SECRET")))
            self.answer(204)
        elif route == "POST /orders":
            self.answer_bags(body, lambda bags: f"/orders/{orders.create(bags)}")
        elif found:
            self.answer_order(found[1] or found[2], found[2] is not None, body)
        else:
            self.answer(404)

    def handle_request(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if not re.fullmatch("[0-9]{1,9}", length) or int(length) > MOST_BYTES:
            self.answer(413)
            return
        try:
            self.route(self.rfile.read(int(length)))
        except NotVerified:
            self.answer(401)
        except Refused as error:
            if error.status == 409:
                self.answer(409, "The payment is on its way.")
            else:
                say(str(error))
                self.answer(500, "Something went wrong. Please try again.")
        except Exception:
            say(traceback.format_exc())
            self.answer(500, "Something went wrong. Please try again.")

    do_GET = do_POST = handle_request


if __name__ == "__main__":
    try:
        for name in ("PAY_URL", "PAY_API_KEY", "PAY_WEBHOOK_SECRET", "SHOP_URL"):
            setting(name)
    except Missing as error:
        sys.exit(str(error))
    address = urlsplit(setting("SHOP_URL"))
    server = ThreadingHTTPServer((address.hostname, address.port or 80), Shop)
    say(f"Open {setting('SHOP_URL')}")
    server.serve_forever()
