"""Sums of whole orders shared out over their lines, to the cent: discounts, refunds, totals without line prices."""

from __future__ import annotations

from collections import defaultdict

from shopdesk.engine.types_import import RowProblem
from shopdesk.store.importing.plan import ImportPlan, Receipts
from shopdesk.store.importing.receipts import Line, one_of


def shares(amount: int, weights: list[int]) -> list[int]:
    """Cut ``amount`` in proportion to ``weights``; the parts add up to it exactly."""
    whole = sum(weights)
    if whole <= 0:
        weights = [1] * len(weights)
        whole = len(weights)
    parts = [amount * weight // whole for weight in weights]
    rests = sorted(range(len(parts)), key=lambda i: (-(amount * weights[i] % whole), i))
    for i in rests[: amount - sum(parts)]:
        parts[i] += 1
    return parts


def _lines_of(receipts: Receipts, wanted: set[int]) -> dict[int, list[int]]:
    places: dict[int, list[int]] = defaultdict(list)
    for place, at in enumerate(receipts.receipt):
        if at in wanted:
            places[at].append(place)
    return places


def settle_shopify(plan: ImportPlan, orders: dict[int, Line], known: set[str]) -> None:
    """Take an order's discount off its lines, and make a receipt of what was refunded since."""
    receipts = plan.receipts
    places = _lines_of(receipts, set(orders))
    paid_back = _refunded_before(known)
    for at, order in orders.items():
        mine = places.get(at, [])
        if mine and order.subtotal is not None:
            rest = sum(receipts.total[place] for place in mine) - order.subtotal
            if rest < -len(mine):  # more than rounding: a row of this order is not in the file
                _refuse(plan, at, mine)
                continue
            if 0 < rest <= sum(receipts.total[place] for place in mine):
                for place, share in zip(mine, shares(rest, [receipts.total[p] for p in mine]), strict=True):
                    receipts.total[place] -= share
        if order.refunded and order.refunded > 0:
            before = paid_back.get(receipts.references[at], 0)
            if order.refunded > before:
                _refund(plan, at, order, mine, before)


def _refuse(plan: ImportPlan, at: int, mine: list[int]) -> None:
    receipts = plan.receipts
    receipts.wanted[at] = 0
    params: dict[str, object] = {"receipt": receipts.references[at].split(":", 1)[-1]}
    for row in dict.fromkeys(receipts.row[place] for place in mine):
        plan.refused.append(RowProblem(row, "row.incomplete", dict(params)))


def _refunded_before(known: set[str]) -> dict[str, int]:
    """What was refunded of each order as far as it was imported: the sum stands in the number of the refund."""
    found: dict[str, int] = {}
    for reference in known:
        order, mark, amount = reference.rpartition(":refund:")
        if mark and amount.isdigit():
            found[order] = max(found.get(order, 0), int(amount))
    return found


def _refund(plan: ImportPlan, at: int, order: Line, mine: list[int], before: int) -> None:
    """A receipt of its own: all lines given back, or a part of the money without goods."""
    receipts = plan.receipts
    refunded = order.refunded or 0
    reference = f"{receipts.references[at]}:refund:{refunded}"
    if not mine:
        return
    full = before == 0 and refunded >= (order.total or 0)
    new = len(receipts.references)
    receipts.references.append(reference)
    receipts.sold_at.append(receipts.sold_at[at])
    receipts.customer.append(receipts.customer[at])
    receipts.wanted.append(1)
    totals = [receipts.total[place] for place in mine]
    parts = totals if full else shares(min(refunded - before, sum(totals)), totals)
    if not full:
        plan.warnings.append(RowProblem(receipts.row[mine[0]], "warning.part_refund", {"receipt": reference}))
    for place, part in zip(mine, parts, strict=True):
        if part == 0 and not full:
            continue
        receipts.receipt.append(new)
        receipts.product.append(receipts.product[place])
        receipts.name.append(receipts.name[place])
        receipts.quantity.append(-receipts.quantity[place] if full else 0.0)
        receipts.unit_price.append(receipts.unit_price[place] if full else 0)
        receipts.total.append(-part)
        receipts.row.append(receipts.row[place])


def share_out(plan: ImportPlan, orders: dict[int, Line], prices: dict[int, int]) -> None:
    """Give the lines of an order that has only a sum their shares of it, in proportion to today's prices."""
    receipts = plan.receipts
    for at, mine in _lines_of(receipts, {at for at in orders if receipts.wanted[at]}).items():
        amount = abs(orders[at].share or 0)
        sign = -1 if (orders[at].share or 0) < 0 else 1
        known = all(receipts.product[place] in prices for place in mine)
        one = [prices[receipts.product[place]] if known else 1 for place in mine]
        weights = [round(abs(receipts.quantity[place]) * 1000) * cost for place, cost in zip(mine, one, strict=True)]
        for place, part in zip(mine, shares(amount, weights), strict=True):
            receipts.total[place] = sign * part
            receipts.unit_price[place] = one_of(part, abs(receipts.quantity[place]))
        if len(mine) > 1:
            plan.warnings.append(RowProblem(receipts.row[mine[0]], "warning.shared_price", {}))
