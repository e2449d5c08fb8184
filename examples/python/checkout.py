"""The checkout's API and its webhooks: all that a shop needs of them."""

import base64
import hashlib
import hmac
import json
import os
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


def _read_env_file() -> dict:
    file = Path(__file__).with_name(".env")
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def setting(name: str) -> str:
    """From the environment, or from the file .env beside this one."""
    value = os.environ.get(name) or _read_env_file().get(name)
    if not value:
        raise KeyError(f"{name} is missing: put it into .env")
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
    except OSError as error:
        raise Refused(f"the BFF does not answer: {error}", 0) from error


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
    if not sent_at.isdecimal() or abs(time.time() - int(sent_at)) > 300:
        raise NotVerified("the webhook is too old")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{event_id}.{sent_at}.".encode() + raw_body
    expected = b"v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    for signature in headers.get("webhook-signature", "").split(" "):
        if hmac.compare_digest(expected, signature.encode()):
            return json.loads(raw_body)
    raise NotVerified("the webhook's signature is wrong")
