"""Looking after the shop's data: the checks of the store, and of the model files against their manifests. No Qt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.controllers.desk_voice import TABLE_FILE
from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import EngineError
from shopdesk.engine.weights import model_path, shipped_models
from shopdesk.store.verify import Check, Found, Problem, counted, verify

if TYPE_CHECKING:
    from shopdesk.store.shop import Shop


def verify_everything(shop: Shop, ctx: JobContext = NULL_CONTEXT) -> list[Check]:
    """Check database, pictures, the models that ship with ShopDesk and what the shop has taught it."""
    checks = verify(shop, ctx)
    return [*checks, counted("models", _shipped()), counted("taught", _taught(shop.folder / "models"))]


def _shipped() -> Found:
    for name in shipped_models():
        try:
            model_path(name)
        except EngineError as error:
            yield Problem(error.code, error.params)
        else:
            yield None


def _taught(folder: Path) -> Found:
    """What was learned from photos and recordings: read whole, and compared with its own manifest."""
    from shopdesk.engine.vision.taught import load_taught
    from shopdesk.engine.voice.taught import TaughtWords

    if (folder / "vision" / "manifest.json").exists():
        try:
            load_taught(folder / "vision")
        except EngineError as error:
            yield Problem(error.code, error.params)
        else:
            yield None
    for path in sorted((folder / "voice").glob("*.npz")):
        if path.name == TABLE_FILE:
            continue  # rebuilt from the names whenever it does not fit
        try:
            TaughtWords.open(path)
        except EngineError as error:
            yield Problem(error.code, error.params)
        else:
            yield None
