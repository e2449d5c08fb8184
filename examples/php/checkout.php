<?php
/** The checkout's API and its webhooks: all that a shop needs of them. */
declare(strict_types=1);

/** The BFF has refused a call: its words and fields as the message, the HTTP status as the code (0: it did not answer). */
class Refused extends RuntimeException
{
}

/** The same call, with the same key, is running. */
final class InUse extends Refused
{
}

/** A webhook that is not the BFF's, or too old. */
final class NotVerified extends RuntimeException
{
}

/** A setting that the shop needs, and has not. */
final class Missing extends RuntimeException
{
}

/** The lines NAME=value of a file. Quotes around a value and comments (#) are left out, and nothing is replaced in it. */
function read_env_file(string $file): array
{
    $values = [];
    foreach (is_file($file) ? file($file, FILE_IGNORE_NEW_LINES) : [] as $line) {
        if (preg_match('/\A(?:\xEF\xBB\xBF)?\s*(\w+)\s*=\s*(["\']?)(.*?)\2\s*(?:\s#.*)?\z/', $line, $found)) {
            $values[$found[1]] = $found[3];
        }
    }
    return $values;
}

/** From the environment, or from the file .env beside this one. Throws Missing. */
function setting(string $name): string
{
    static $file = null;
    $file ??= read_env_file(__DIR__ . "/.env");
    return getenv($name) ?: $file[$name] ?? "" ?: throw new Missing("$name is missing: put it into .env");
}

/**
 * Throws Refused.
 *
 * @param ?string $key the Idempotency-Key: the same key never makes a thing twice.
 */
function call(string $method, string $path, ?array $body = null, ?string $key = null): array
{
    for ($try = 1; ; $try++) {
        try {
            return call_once($method, $path, $body, $key);
        } catch (InUse $error) {
            // The same customer has the page open in two tabs, and the other one was first.
            if ($try === 5) {
                throw $error;
            }
            usleep(200_000);
        }
    }
}

function call_once(string $method, string $path, ?array $body, ?string $key): array
{
    $headers = ["Authorization: Bearer " . setting("PAY_API_KEY")];
    if ($key !== null) {
        $headers[] = "Idempotency-Key: $key";
    }
    $curl = curl_init(setting("PAY_URL") . $path);
    curl_setopt_array($curl, [CURLOPT_CUSTOMREQUEST => $method, CURLOPT_RETURNTRANSFER => true, CURLOPT_TIMEOUT => 30]);
    if ($body !== null) {
        $headers[] = "Content-Type: application/json";
        curl_setopt($curl, CURLOPT_POSTFIELDS, json_encode($body, JSON_THROW_ON_ERROR));
    }
    curl_setopt($curl, CURLOPT_HTTPHEADER, $headers);
    $text = curl_exec($curl);
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    $answer = $text === false ? null : json_decode($text, true);
    if (!is_array($answer)) {
        throw new Refused("no answer of the BFF's: $status " . curl_error($curl), $status);
    }
    if ($status >= 400) {
        $fields = array_map(fn(array $one) => $one["path"] . " " . $one["message"], $answer["errors"] ?? []);
        $message = implode(" ", [$answer["detail"] ?? $answer["title"] ?? "no answer of the BFF's", ...$fields]);
        throw ($answer["code"] ?? "") === "idempotency_key_in_use" ? new InUse($message, 503) : new Refused($message, $status);
    }
    return $answer;
}

/** The event. Throws NotVerified. */
function read_event(string $rawBody, array $headers, string $secret): array
{
    $headers = array_change_key_case($headers);
    $id = $headers["webhook-id"] ?? "";
    $sentAt = $headers["webhook-timestamp"] ?? "";
    if (abs(time() - (int) $sentAt) > 300) {
        throw new NotVerified("the webhook is too old");
    }
    $key = base64_decode(substr($secret, strlen("whsec_")));
    $expected = "v1," . base64_encode(hash_hmac("sha256", "$id.$sentAt.$rawBody", $key, true));
    foreach (explode(" ", $headers["webhook-signature"] ?? "") as $signature) {
        if (hash_equals($expected, $signature)) {
            return json_decode($rawBody, true, flags: JSON_THROW_ON_ERROR);
        }
    }
    throw new NotVerified("the webhook's signature is wrong");
}
