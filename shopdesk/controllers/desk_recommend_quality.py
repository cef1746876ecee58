"""How good recommendations are on the shop's own held-out baskets, kept while the sales stay the same."""

from __future__ import annotations

import dataclasses
import json
import logging
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.controllers.desk_recommend_models import METHODS, Part, make, shop_time
from shopdesk.controllers.requests.recommend import EvaluateAnswer, EvaluateRequest
from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.types import Metrics

if TYPE_CHECKING:
    from shopdesk.controllers.desk_recommend_models import ShopModels
    from shopdesk.store.shop import Shop

K = 10
FILE = Path("models") / "recommend-quality.json"
_PARTS = ("figures", "popularity", "completion", "popular_completion")
_log = logging.getLogger(__name__)


class Quality:
    """Measures on demand; what was measured is kept in the shop's folder, named by the state of the sales."""

    def __init__(self, shop: Shop, models: ShopModels) -> None:
        self._shop = shop
        self._models = models
        self._lock = threading.Lock()
        self._file = shop.folder / FILE
        self._kept: dict[str, tuple[str, EvaluateAnswer]] | None = None

    def measure(self, request: EvaluateRequest, ctx: JobContext = NULL_CONTEXT) -> EvaluateAnswer | None:
        """Return what was measured for this state of the sales, or measure; with ``kept`` never measure."""
        if request.method not in METHODS:
            raise DataError("recommend.unknown_method", method=request.method)
        weights = {name: weight for name, weight in sorted(request.weights.items()) if weight != 1.0}
        key = json.dumps([request.method, weights])
        state = f"{self._shop.counter('products')}.{self._shop.counter('sales')}"
        with self._lock:
            if self._kept is None:
                self._kept = _read(self._file)
            known = self._kept.get(key)
        if known is not None and (request.kept or known[0] == state):
            return dataclasses.replace(known[1], current=known[0] == state)
        if request.kept:
            return None
        answer = self._measured(request.method, weights, ctx)
        with self._lock:
            self._kept = {**(self._kept or {}), key: (state, answer)}
            _write(self._file, self._kept)
        return answer

    def _measured(self, method: str, weights: dict[str, float], ctx: JobContext) -> EvaluateAnswer:
        from shopdesk.engine.recommend import Popularity, evaluate

        ctx.progress(0.01, "measuring_recommender")
        sales, products = shop_time(self._shop.sales_frame()), self._shop.products_frame()
        found: list[Metrics] = []
        for number, protocol in enumerate(("last_basket", "leave_one_item_out")):
            ctx.raise_if_cancelled()
            model: Any = make(method)
            if method == "hybrid":
                model.weights = weights
            part = Part(ctx, 0.02 + 0.48 * number, 0.45 + 0.48 * number, "measuring_recommender")
            found.append(evaluate(model, sales, protocol, K, products=products, ctx=part))
            ctx.raise_if_cancelled()
            found.append(evaluate(Popularity(), sales, protocol, K, products=products, against_popularity=False))
        count = int(sales["basket_id"].nunique())
        figures, popularity, completion, popular_completion = found
        return EvaluateAnswer(method, figures, popularity, completion, popular_completion, count, datetime.now(UTC))


def _read(path: Path) -> dict[str, tuple[str, EvaluateAnswer]]:
    """What was measured earlier; a file that is damaged or of another version counts as none."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {key: (state, _answer(values)) for key, (state, values) in rows.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        _log.info("no figures can be read from %s", path)
        return {}


def _answer(values: dict[str, Any]) -> EvaluateAnswer:
    figures, popularity, completion, popular_completion = (_metrics(values[name]) for name in _PARTS)
    measured = datetime.fromisoformat(values["measured_at"])
    baskets = int(values["baskets"])
    method = str(values["method"])
    return EvaluateAnswer(method, figures, popularity, completion, popular_completion, baskets, measured)


def _metrics(values: dict[str, Any]) -> Metrics:
    pairs = {name: {key: tuple(v) for key, v in values[name].items()} for name in ("intervals", "difference")}
    return Metrics(**{**values, **pairs})


def _write(path: Path, kept: dict[str, tuple[str, EvaluateAnswer]]) -> None:
    """Keep what was measured. A folder that cannot be written costs a second measurement, nothing else."""
    rows = {
        key: (state, {**dataclasses.asdict(answer), "measured_at": str(answer.measured_at)})
        for key, (state, answer) in kept.items()
    }
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(rows), encoding="utf-8")
        part.replace(path)
    except OSError:
        _log.warning("the figures could not be kept in %s", path)
