<?php
declare(strict_types=1);

/** The shop's own table of orders. It says what is paid; pages only show it. */
final class Orders
{
    private const PRICE_PER_BAG = 150;
    private readonly PDO $db;

    public function __construct(string $file)
    {
        $this->db = new PDO("sqlite:$file");
        $this->db->exec("pragma busy_timeout = 5000");
        $this->db->exec("
            create table if not exists orders (
                id text primary key,
                bags integer not null,
                session text, -- the one to pay with, null until the customer comes to pay
                clientToken text,
                attempt integer not null default 0, -- how many sessions there were
                paidBy text -- the session that paid it, null until then
            )");
    }

    private function run(string $sql, array $values): PDOStatement
    {
        $statement = $this->db->prepare($sql);
        $statement->execute($values);
        return $statement;
    }

    public function create(int $bags): string
    {
        $id = "order-" . bin2hex(random_bytes(16));
        $this->run("insert into orders (id, bags) values (?, ?)", [$id, $bags]);
        return $id;
    }

    public function find(string $id): ?array
    {
        $row = $this->run("select * from orders where id = ?", [$id])->fetch(PDO::FETCH_ASSOC);
        return $row === false
            ? null
            : $row + ["total" => $row["bags"] * self::PRICE_PER_BAG . ".00", "currency" => "MXN"];
    }

    public function setBags(string $id, int $bags): void
    {
        $this->run("update orders set bags = ? where id = ? and paidBy is null", [$bags, $id]);
    }

    public function keepSession(string $id, string $session, string $clientToken, int $attempt): void
    {
        $this->run("update orders set session = ?, clientToken = ?, attempt = ? where id = ?", [
            $session,
            $clientToken,
            $attempt,
            $id,
        ]);
    }

    /** True the first time alone, however often it is called. */
    public function markPaid(string $id, string $session): bool
    {
        $sql = "update orders set paidBy = ? where id = ? and paidBy is null";
        return $this->run($sql, [$session, $id])->rowCount() === 1;
    }
}
