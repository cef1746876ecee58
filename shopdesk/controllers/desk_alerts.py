"""Alerts: tell me when a price or cost passes a value. They are kept in the shop's own settings."""

from __future__ import annotations

import dataclasses
import time
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shopdesk.controllers.requests.prices import AddAlert, AlertsAnswer, ListAlerts, RemoveAlert
from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.types import PriceAlert, ProductCard, digits_of

if TYPE_CHECKING:
    from shopdesk.store.shop import Shop

KEY = "price_alerts"
MOST = 200
KINDS = ("price", "cost")


class AlertDesk:
    """Keeps the shop's alerts and looks whether a price has passed one of them.

    Changes of alerts come one after the other, on one lane of the engine process.
    """

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def handlers(self) -> dict[str, Callable[[Any, JobContext], Any]]:
        """Return what the window may ask, by name."""
        return {"prices.alerts": self.look, "prices.alert_add": self.add, "prices.alert_remove": self.remove}

    def look(self, request: ListAlerts, ctx: JobContext = NULL_CONTEXT) -> AlertsAnswer:
        """Return the alerts; those that the prices have passed since are marked, and the mark is kept."""
        alerts = self._load()
        if request.check:
            checked = self._check(alerts)
            if checked != alerts:
                self._save(checked)
            alerts = checked
        return self._answer(alerts)

    def add(self, request: AddAlert, ctx: JobContext = NULL_CONTEXT) -> AlertsAnswer:
        """Add an alert. It waits for the side on which the price is not now."""
        if request.kind not in KINDS:
            raise DataError("alert.kind", kind=request.kind)
        if request.minor <= 0:
            raise DataError("alert.value")
        now = _minor(self._shop.card(request.product_id), request.kind)
        if now is None:
            raise DataError("alert.no_cost")
        if now == request.minor:
            raise DataError("alert.same")
        alerts = self._load()
        if len(alerts) >= MOST:
            raise DataError("alert.many", most=MOST)
        new = PriceAlert(
            uuid.uuid4().hex, request.product_id, request.minor, request.kind, request.minor > now, time.time()
        )
        same = [a for a in alerts if a.fired_at is None and _watched(a) == _watched(new)]
        if not same:
            alerts = [*alerts, new]
            self._save(alerts)
        return self._answer(alerts)

    def remove(self, request: RemoveAlert, ctx: JobContext = NULL_CONTEXT) -> AlertsAnswer:
        """Forget an alert; one that is gone already is no error."""
        alerts = [alert for alert in self._load() if alert.alert_id != request.alert_id]
        self._save(alerts)
        return self._answer(alerts)

    def _check(self, alerts: list[PriceAlert]) -> list[PriceAlert]:
        waiting = [alert for alert in alerts if alert.fired_at is None]
        if not waiting:
            return alerts
        moment = time.time()
        cards = {card.product_id: card for card in self._shop.cards([alert.product_id for alert in waiting])}
        steps = {kind: self._steps(waiting, kind, moment) for kind in {alert.kind for alert in waiting}}
        out = []
        for alert in alerts:
            card = cards.get(alert.product_id)
            if alert.fired_at is None and card is not None:
                seen = [step for step in steps[alert.kind].get(alert.product_id, []) if step[0] > alert.created_at]
                now = _minor(card, alert.kind)
                alert = _fired(alert, seen if now is None else [*seen, (moment, now)])
            out.append(alert)
        return out

    def _steps(self, alerts: list[PriceAlert], kind: str, until: float) -> dict[str, list[tuple[float, int]]]:
        """Return the prices since the oldest alert: one that was passed for a day only has been passed too."""
        ids = [alert.product_id for alert in alerts if alert.kind == kind]
        frame = self._shop.prices_frame(ids, kind=kind)
        digits = digits_of(self._shop.currency)
        out: dict[str, list[tuple[float, int]]] = {}
        moments = frame["ds"].to_numpy().astype("datetime64[ms]").astype("int64") / 1000
        for product_id, at, price in zip(frame["unique_id"], moments, frame["y"], strict=True):
            if at <= until:
                out.setdefault(product_id, []).append((float(at), round(price * 10**digits)))
        return out

    def _answer(self, alerts: list[PriceAlert]) -> AlertsAnswer:
        cards = {card.product_id: card for card in self._shop.cards([alert.product_id for alert in alerts])}
        known = [alert for alert in alerts if alert.product_id in cards]
        return AlertsAnswer(sorted(known, key=lambda alert: -(alert.fired_at or 0.0)), cards)

    def _load(self) -> list[PriceAlert]:
        names = {field.name for field in dataclasses.fields(PriceAlert)}
        kept = self._shop.setting(KEY, [])
        return [PriceAlert(**{k: v for k, v in row.items() if k in names}) for row in kept]

    def _save(self, alerts: list[PriceAlert]) -> None:
        self._shop.set_setting(KEY, [dataclasses.asdict(alert) for alert in alerts])


def _minor(card: ProductCard, kind: str) -> int | None:
    return card.price if kind == "price" else card.cost


def _fired(alert: PriceAlert, steps: list[tuple[float, int]]) -> PriceAlert:
    """Return the alert, marked with the first of these prices that passes it."""
    for at, minor in steps:
        if minor >= alert.minor if alert.above else minor <= alert.minor:
            return dataclasses.replace(alert, fired_at=at, fired_minor=minor)
    return alert


def _watched(alert: PriceAlert) -> tuple[str, str, int]:
    return alert.product_id, alert.kind, alert.minor
