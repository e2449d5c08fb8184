<?php
/** A shop in plain PHP, by HTTP alone: `php -S localhost:3000 shop.php`. It needs curl and SQLite (php-curl, php-sqlite3). */
declare(strict_types=1);

// PHP answers an error that nobody catches with 200 where it may show errors. The BFF would never send that event again.
ini_set("display_errors", "0");

require __DIR__ . "/checkout.php";
require __DIR__ . "/orders.php";

/** The order with a session that can be paid, or is paid. */
function with_session(Orders $orders, array $order): array
{
    if ($order["session"] !== null) {
        $kept = call("GET", "/v1/sessions/" . $order["session"]);
        $fits = $kept["status"] === "succeeded" || $kept["amount"]["value"] === $order["total"];
        if (!is_over($kept) && $fits) {
            return $order;
        }
        if (!is_over($kept)) {
            call("POST", "/v1/sessions/" . $kept["id"] . "/cancel"); // of an older cart
        }
    }
    $attempt = $order["attempt"] + 1;
    $made = call("POST", "/v1/sessions", [
        "amount" => ["value" => $order["total"], "currency" => $order["currency"]],
        "reference" => $order["id"],
        "description" => "Coffee, bags: " . $order["bags"],
        "country" => "MX",
        "returnUrl" => setting("SHOP_URL") . "/orders/" . $order["id"],
        // After a crash, the same attempt finds the session that it has made. Another attempt, or another cart, gets its own.
    ], $order["id"] . "-$attempt-" . $order["total"]);
    $orders->keepSession($order["id"], $made["id"], $made["clientToken"], $attempt);
    return ["session" => $made["id"], "clientToken" => $made["clientToken"], "attempt" => $attempt] + $order;
}

function is_over(array $session): bool
{
    return in_array($session["status"], ["canceled", "expired"], true);
}

/** Nobody may pay the old amount any more, so the session goes first. Throws when money is on its way (409). */
function change_bags(Orders $orders, array $order, int $bags): void
{
    if ($order["session"] !== null && !is_over(call("GET", "/v1/sessions/" . $order["session"]))) {
        call("POST", "/v1/sessions/" . $order["session"] . "/cancel");
    }
    $orders->setBags($order["id"], $bags);
}

function receive(Orders $orders, array $event): void
{
    if ($event["type"] !== "session.succeeded") {
        return;
    }
    ["id" => $session, "reference" => $reference, "amount" => $amount] = $event["data"]["session"];
    $order = $orders->find($reference);
    if ($order === null) {
        return; // the order of another shop that uses the same checkout
    }
    if ($amount["value"] !== $order["total"] || $amount["currency"] !== $order["currency"]) {
        error_log("$reference: paid {$amount["value"]} {$amount["currency"]}, costs {$order["total"]} {$order["currency"]}");
    } elseif ($orders->markPaid($reference, $session)) {
        error_log("$reference: paid, ship it");
    } elseif ($orders->find($reference)["paidBy"] !== $session) {
        error_log("$reference: paid a second time, by $session: give it back");
    }
}

/** 1 to 9; null for anything else. */
function read_bags(): ?int
{
    $bags = $_POST["bags"] ?? "";
    return is_string($bags) && preg_match('/\A[1-9]\z/', $bags) ? (int) $bags : null;
}

function answer(int $status, string $text = ""): never
{
    http_response_code($status);
    exit($text);
}

function redirect(string $path): never
{
    header("Location: $path", true, 303);
    exit();
}

// Every text in these pages is the shop's own. Whoever shows words of a customer escapes them.
function page(string $body): never
{
    header("Cache-Control: no-store");
    exit('<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        . "<title>Coffee</title><h1>Coffee</h1>$body</html>");
}

function bags_form(string $action, string $label): string
{
    return "<form method=\"post\" action=\"$action\"><label>Bags "
        . "<input name=\"bags\" type=\"number\" min=\"1\" max=\"9\" value=\"1\"></label> <button>$label</button></form>";
}

function order_page(array $order): never
{
    $isPaid = $order["paidBy"] !== null;
    $state = "<p>{$order["id"]}: bags: {$order["bags"]}, {$order["total"]} {$order["currency"]}, <b>"
        . ($isPaid ? "paid" : "not paid yet") . "</b></p>";
    page($isPaid ? $state : "$state<pay-checkout client-token=\"{$order["clientToken"]}\"></pay-checkout>"
        . '<script type="module" src="' . setting("PAY_URL") . '/widget/v1/pay-checkout.js"></script>'
        . bags_form("/orders/{$order["id"]}/bags", "Change"));
}

$route = $_SERVER["REQUEST_METHOD"] . " " . parse_url($_SERVER["REQUEST_URI"], PHP_URL_PATH);
try {
    array_map("setting", ["PAY_URL", "PAY_API_KEY", "PAY_WEBHOOK_SECRET", "SHOP_URL"]);
    $orders = new Orders(__DIR__ . "/shop.db");
    if ($route === "GET /") {
        page(bags_form("/orders", "Buy"));
    }
    if ($route === "POST /webhooks") {
        // The bytes as they came, because the signature covers them.
        receive($orders, read_event(file_get_contents("php://input"), getallheaders(), setting("PAY_WEBHOOK_SECRET")));
        answer(204);
    }
    if ($route === "POST /orders") {
        $bags = read_bags() ?? answer(422, "bags must be a number from 1 to 9");
        redirect("/orders/" . $orders->create($bags));
    }
    if (!preg_match('#\A(GET|POST) /orders/([\w-]+)(/bags)?\z#', $route, $found)) {
        answer(404);
    }
    $order = $orders->find($found[2]) ?? answer(404);
    $isChange = isset($found[3]);
    if ($found[1] === "GET" && !$isChange) {
        // The customer also comes back here from a provider's page. Coming back proves nothing: the table says what is paid.
        order_page($order["paidBy"] === null ? with_session($orders, $order) : $order);
    }
    if ($found[1] === "POST" && $isChange) {
        $bags = read_bags() ?? answer(422, "bags must be a number from 1 to 9");
        change_bags($orders, $order, $bags);
        redirect("/orders/" . $order["id"]);
    }
    answer(405);
} catch (NotVerified) {
    answer(401);
} catch (Refused $error) {
    if ($error->getCode() === 409) {
        answer(409, "The payment is on its way.");
    }
    error_log($error->getMessage());
    answer(500, "Something went wrong. Please try again.");
} catch (Missing $error) {
    error_log($error->getMessage());
    answer(500, $error->getMessage());
} catch (Throwable $error) {
    error_log((string) $error);
    answer(500, "Something went wrong. Please try again.");
}
