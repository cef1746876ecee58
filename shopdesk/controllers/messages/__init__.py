"""Every sentence that ShopDesk says of an error, a reason or a stage of work. No Qt: the translator is handed in.

One module per topic holds the sentences; this one joins them and makes sentences of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shopdesk.controllers.messages import care, data, general, imports, prices, recommend, vision, voice
from shopdesk.controllers.messages.mark import QT_TRANSLATE_NOOP
from shopdesk.engine.errors import EngineError
from shopdesk.engine.types import Decision, Metrics, ProductCard, Reason

Translate = Callable[[str, str], str]

ERRORS: dict[str, str] = {
    **general.ERRORS,
    **data.ERRORS,
    **recommend.ERRORS,
    **prices.ERRORS,
    **vision.ERRORS,
    **voice.ERRORS,
    **care.ERRORS,
    **imports.ERRORS,
    **imports.WARNINGS,
}
REASONS: dict[str, str] = {**recommend.REASONS, **prices.REASONS}
CAVEATS: dict[str, str] = {**prices.CAVEATS}
STAGES: dict[str, str] = {
    **recommend.STAGES,
    **prices.STAGES,
    **vision.STAGES,
    **voice.STAGES,
    **care.STAGES,
    **imports.STAGES,
}


def untranslated(context: str, text: str) -> str:
    """Return the English source: the command line's translator."""
    return text


class _Missing(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"


class Messages:
    """Makes sentences, in the language of the translator it was given."""

    def __init__(self, translate: Translate = untranslated) -> None:
        self._translate = translate

    def error(self, error: EngineError) -> str:
        """Return one sentence that says what happened and what to do."""
        return self.error_code(error.code, error.params)

    def error_code(self, code: str, params: Mapping[str, Any]) -> str:
        """Return the sentence of an error code; a code without one is said to be internal."""
        template = ERRORS.get(code, ERRORS["internal"])
        return self._translate("Messages", template).format_map(_Missing(params))

    def caveat(self, key: str | None) -> str:
        """Return the sentence of a caveat, or an empty string."""
        if key is None:
            return ""
        return self._translate("Messages", CAVEATS.get(key, key))

    def text(self, source: str) -> str:
        """Return a text that is marked for translation where it stands."""
        return self._translate("Messages", source)

    def decision(self, decision: Decision | None, basis: str) -> str:
        """Return whether to buy now or wait, with the probability, or an empty string."""
        if decision is None:
            return ""
        template = prices.DECISIONS.get(f"{decision.key}.{basis}", "")
        values = {
            "rise": f"{100 * decision.rise:.0f}",
            "fall": f"{100 * decision.fall:.0f}",
            "weeks": decision.horizon,
            "percent": f"{decision.percent:g}",
        }
        return self._translate("Messages", template).format_map(_Missing(values))

    def learned(self, state: str, params: Mapping[str, Any]) -> str:
        """Return what has been learned of the shop's prices."""
        return self._translate("Messages", prices.LEARNED.get(state, "")).format_map(_Missing(params))

    def say(self, key: str, params: Mapping[str, Any]) -> str:
        """Return good news."""
        return self._translate("Messages", prices.NEWS.get(key, "")).format_map(_Missing(params))

    def stage(self, key: str) -> str:
        """Return what is being done."""
        return self._translate("Messages", STAGES.get(key, QT_TRANSLATE_NOOP("Messages", "Working")))

    def problem(self, key: str) -> str:
        """Return what is wrong with a photo, in a word or two."""
        return self._translate("Messages", vision.PROBLEMS.get(key, key))

    def better(self, keys: Sequence[str]) -> str:
        """Return how to take a better picture."""
        return " ".join(self._translate("Messages", vision.BETTER[key]) for key in keys if key in vision.BETTER)

    def advice(self, key: str) -> str:
        """Return what to do for a taught product, or an empty text."""
        return self._translate("Messages", vision.ADVICE[key]) if key in vision.ADVICE else ""

    def reason(self, reason: Reason, cards: Mapping[str, ProductCard]) -> str:
        """Return a reason as a sentence with its numbers."""
        values = {key: _shown(value) for key, value in reason.values.items()}
        product = cards.get(str(reason.values.get("product_id", "")))
        values["product"] = product.name if product is not None else values.get("product_id", "")
        kind = recommend.variant(reason)
        if reason.kind == "repeat":
            values["days_ago"] = str(recommend.days_ago(reason))
        for key in ("similarity", "share"):
            if key in reason.values:
                values[key] = f"{100 * float(reason.values[key]):.0f}"
        if "per_cent" in reason.values:
            values["per_cent"] = _signed(float(reason.values["per_cent"]))
        for key in ("mase", "naive_mase"):
            if key in reason.values:
                values[key] = f"{float(reason.values[key]):.2f}"
        template = REASONS.get(kind, "{product}")
        return self._translate("Messages", template).format_map(_Missing(values))

    def reasons(self, reasons: list[Reason], cards: Mapping[str, ProductCard]) -> list[str]:
        """Return the sentences of several reasons."""
        return [self.reason(reason, cards) for reason in reasons]

    def verdict(self, question: str, figures: Metrics, popularity: Metrics) -> str:
        """Return the sentence that sums up how good recommendations are; ``question`` is completion or customer.

        Without a question it is the short sentence for one line, about the completion of baskets.
        """
        verdict = figures.verdict or "too_few"
        template = recommend.LINES[verdict] if not question else recommend.VERDICTS[f"{question}_{verdict}"]
        values = {
            "hits": f"{100 * figures.hit_rate:.0f}",
            "popular": f"{100 * popularity.hit_rate:.0f}",
            "n": figures.n,
            "enough": figures.enough,
        }
        return self._translate("Messages", template).format_map(values)


def _signed(value: float) -> str:
    return f"{value:+.1f}" if abs(value) >= 0.05 else "0.0"


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.0f}" if abs(value) >= 10 or value == int(value) else f"{value:.1f}"
    return str(value)
