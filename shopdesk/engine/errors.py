"""Typed errors of the engine and the store: a code and parameters. ``controllers/messages`` owns the sentences."""

from __future__ import annotations


class EngineError(Exception):
    """An expected failure, named by a stable ``code`` with the parameters that its sentence needs.

    Parameters
    ----------
    code : str
        A key of ``controllers.messages.ERRORS``, such as ``"image.unreadable"``.
    **params : object
        Values that the sentence names, such as ``path="photo.jpg"``.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: dict[str, object] = params

    def __str__(self) -> str:
        inner = ", ".join(f"{key}={value!r}" for key, value in self.params.items())
        return f"{self.code}({inner})"


class DataError(EngineError):
    """The input cannot be used: an unreadable file, an empty frame, a value out of range."""


class NotFound(EngineError):
    """A product, customer or file that was named does not exist."""


class ModelError(EngineError):
    """A model file is missing, damaged or of another version."""
