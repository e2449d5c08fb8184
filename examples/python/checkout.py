"""The checkout's API and its webhooks: all that a shop needs of them."""

import base64
import hashlib
import hmac
import http.client
import json
import os
import re
import time
import urllib.error
import urllib.request
from pathlib import Path


class Refused(Exception):
    """The BFF has refused a call: its words and fields, and the HTTP status (0: it did not answer)."""

    def __init__(self, message: str, status: int):
        super().__init__(message)
        self.status = status


class NotVerified(Exception):
    """A webhook that is not the BFF's, or too old."""


class Missing(Exception):
    """A setting that the shop needs, and has not."""


def _read_env_file() -> dict:
    """The lines NAME=value. Quotes around a value and comments (#) are left out, and nothing is replaced in it."""
    file = Path(__file__).with_name(".env")
    lines = file.read_text(encoding="utf-8-sig").splitlines() if file.exists() else []
    found = (re.fullmatch(r"""\s*(\w+)\s*=\s*(["']?)(.*?)\2\s*(?:\s#.*)?""", line) for line in lines)
    return {one[1]: one[3] for one in found if one}


def setting(name: str) -> str:
    """From the environment, or from the file .env beside this one. Raises Missing."""
    value = os.environ.get(name) or _read_env_file().get(name)
    if not value:
        raise Missing(f"{name} is missing: put it into .env")
    return value


class InUse(Refused):
    """The same call, with the same key, is running."""


def call(method: str, path: str, body=None, key=None) -> dict:
    """The answer. Raises Refused. The same key (Idempotency-Key) never makes a thing twice."""
    for _try in range(4):
        try:
            return _call_once(method, path, body, key)
        except InUse:
            # The same customer has the page open in two tabs, and the other one was first.
            time.sleep(0.2)
    return _call_once(method, path, body, key)


def _call_once(method: str, path: str, body, key) -> dict:
    headers = {"Authorization": f"Bearer {setting('PAY_API_KEY')}"}
    if body is not None:
        headers["Content-Type"] = "application/json"
    if key is not None:
        headers["Idempotency-Key"] = key
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(setting("PAY_URL") + path, data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            raise _refusal(error.read(), error.code) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Refused(f"no answer of the BFF's: {error}", 0) from error


def _refusal(text: bytes, status: int) -> Refused:
    try:
        problem = json.loads(text)
        fields = [f"{one['path']} {one['message']}" for one in problem.get("errors", [])]
        words = " ".join([problem.get("detail") or problem["title"], *fields])
    except (ValueError, KeyError, AttributeError):
        return Refused("no answer of the BFF's", status)
    return InUse(words, 503) if problem.get("code") == "idempotency_key_in_use" else Refused(words, status)


def read_event(raw_body: bytes, headers, secret: str) -> dict:
    """The event. Raises NotVerified when it is not genuine, or older than five minutes."""
    event_id, sent_at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not re.fullmatch("[0-9]{1,12}", sent_at) or abs(time.time() - int(sent_at)) > 300:
        raise NotVerified("the webhook is too old")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{event_id}.{sent_at}.".encode() + raw_body
    expected = b"v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    for signature in headers.get("webhook-signature", "").split(" "):
        if hmac.compare_digest(expected, signature.encode()):
            return json.loads(raw_body)
    raise NotVerified("the webhook's signature is wrong")
