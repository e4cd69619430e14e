-- What the shop sells and to whom.
CREATE TABLE shop (id TEXT NOT NULL) STRICT;
INSERT INTO shop VALUES (lower(hex(randomblob(16))));

CREATE TABLE product (
  sku     TEXT PRIMARY KEY,
  initial INTEGER NOT NULL,
  on_hand INTEGER NOT NULL CHECK (on_hand BETWEEN 0 AND initial)
) STRICT;

CREATE TABLE card (
  number    TEXT PRIMARY KEY,
  credit    INTEGER NOT NULL,
  available INTEGER NOT NULL CHECK (available BETWEEN 0 AND credit)
) STRICT;

CREATE TABLE country (code TEXT PRIMARY KEY) STRICT;

-- What was ordered, and what became of it once the saga has ended.
CREATE TABLE orders (
  id       TEXT PRIMARY KEY,
  customer TEXT NOT NULL,
  card     TEXT NOT NULL,
  country  TEXT NOT NULL,
  server   TEXT NOT NULL,
  outcome  TEXT CHECK (outcome IN ('COMPLETED', 'COMPENSATED', 'FAILED')),
  undos    INTEGER NOT NULL DEFAULT 0,
  reason   TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE order_item (
  order_id TEXT NOT NULL REFERENCES orders,
  sku      TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  cents    INTEGER NOT NULL CHECK (cents > 0),
  PRIMARY KEY (order_id, sku)
) STRICT;

-- One row for each idempotency key that a participant has seen: what it answers from then on.
CREATE TABLE step (
  key     TEXT PRIMARY KEY,
  state   TEXT NOT NULL CHECK (state IN ('DONE', 'REFUSED', 'UNDONE')),
  answer  TEXT NOT NULL,
  refusal TEXT
) STRICT;

-- What the participants did. No order can have two effects of a kind that both stand.
CREATE TABLE reservation (
  key      TEXT NOT NULL REFERENCES step DEFERRABLE INITIALLY DEFERRED,
  order_id TEXT NOT NULL REFERENCES orders,
  sku      TEXT NOT NULL REFERENCES product,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  released INTEGER NOT NULL DEFAULT 0 CHECK (released IN (0, 1)),
  PRIMARY KEY (key, sku)
) STRICT;
CREATE UNIQUE INDEX reserved_once ON reservation (order_id, sku) WHERE released = 0;

CREATE TABLE payment (
  key      TEXT PRIMARY KEY REFERENCES step DEFERRABLE INITIALLY DEFERRED,
  number   TEXT NOT NULL UNIQUE,
  order_id TEXT NOT NULL REFERENCES orders,
  card     TEXT NOT NULL REFERENCES card,
  captured INTEGER NOT NULL CHECK (captured > 0),
  refunded INTEGER NOT NULL DEFAULT 0 CHECK (refunded IN (0, captured))
) STRICT;
CREATE UNIQUE INDEX paid_once ON payment (order_id) WHERE refunded = 0;

CREATE TABLE shipment (
  key       TEXT PRIMARY KEY REFERENCES step DEFERRABLE INITIALLY DEFERRED,
  number    TEXT NOT NULL UNIQUE,
  order_id  TEXT NOT NULL REFERENCES orders,
  country   TEXT NOT NULL REFERENCES country,
  cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX shipped_once ON shipment (order_id) WHERE cancelled = 0;

-- The books: for each order what should stand if sagas hold, beside what does stand.
CREATE VIEW order_books AS
SELECT o.id,
       o.outcome IS 'COMPLETED' AS completed,
       (SELECT SUM(quantity * cents) FROM order_item WHERE order_id = o.id) AS price,
       (SELECT COALESCE(SUM(captured - refunded), 0) FROM payment WHERE order_id = o.id) AS paid,
       (SELECT COUNT(*) FROM shipment WHERE order_id = o.id AND NOT cancelled) AS shipments
FROM orders o;

CREATE VIEW product_books AS
SELECT p.sku, p.initial, p.on_hand,
       (SELECT COALESCE(SUM(i.quantity), 0) FROM order_item i JOIN orders o ON o.id = i.order_id
        WHERE i.sku = p.sku AND o.outcome = 'COMPLETED') AS sold
FROM product p;

CREATE VIEW card_books AS
SELECT c.number, c.credit, c.available,
       (SELECT COALESCE(SUM(captured - refunded), 0) FROM payment WHERE card = c.number) AS paid
FROM card c;

-- The proof: two sums a line that must be equal, and how many entries are wrong.
CREATE VIEW proof AS
SELECT 'stock' AS book, 'initial = on hand + sold by completed orders' AS claim,
       COALESCE(SUM(initial), 0) AS expected, COALESCE(SUM(on_hand + sold), 0) AS actual,
       COUNT(*) FILTER (WHERE initial <> on_hand + sold) AS wrong
FROM product_books
UNION ALL
SELECT 'money', 'price of completed orders = captured - refunded',
       COALESCE(SUM(price * completed), 0), COALESCE(SUM(paid), 0),
       COUNT(*) FILTER (WHERE paid <> price * completed)
FROM order_books
UNION ALL
SELECT 'cards', 'credit = available + captured - refunded',
       COALESCE(SUM(credit), 0), COALESCE(SUM(available + paid), 0),
       COUNT(*) FILTER (WHERE credit <> available + paid)
FROM card_books
UNION ALL
SELECT 'shipments', 'one for each completed order, none for any other',
       COALESCE(SUM(completed), 0), COALESCE(SUM(shipments), 0),
       COUNT(*) FILTER (WHERE shipments <> completed)
FROM order_books;
