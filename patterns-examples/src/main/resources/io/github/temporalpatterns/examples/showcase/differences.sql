-- A line for whatever is not as it has to be once every order has ended.
SELECT format('stock of %s: %d at first, but %d on hand and %d sold', sku, initial, on_hand, sold)
FROM product_books WHERE initial <> on_hand + sold
UNION ALL
SELECT format('order %s: %d cents paid, not %d', id, paid, price * completed)
FROM order_books WHERE paid <> price * completed
UNION ALL
SELECT format('card %s: %d cents credit, but %d available and %d paid', number, credit, available, paid)
FROM card_books WHERE credit <> available + paid
UNION ALL
SELECT format('order %s: %d parcels on their way, not %d', id, shipments, completed)
FROM order_books WHERE shipments <> completed

-- Each effect once, those that were taken back included.
UNION ALL
SELECT format('order %s: %s reserved %d times', order_id, sku, COUNT(*))
FROM reservation GROUP BY order_id, sku HAVING COUNT(*) > 1
UNION ALL
SELECT format('order %s: charged %d times', order_id, COUNT(*))
FROM payment GROUP BY order_id HAVING COUNT(*) > 1
UNION ALL
SELECT format('order %s: shipped %d times', order_id, COUNT(*))
FROM shipment GROUP BY order_id HAVING COUNT(*) > 1

-- The steps of each release, and no others.
UNION ALL
SELECT format('order %s: paid with a fraud score, which release 1 does not know', order_id)
FROM payment JOIN fraud_score USING (key) WHERE order_id LIKE '1-%'
UNION ALL
SELECT format('order %s: paid without a fraud score', order_id)
FROM payment LEFT JOIN fraud_score USING (key) WHERE order_id LIKE '2-%' AND score IS NULL;
