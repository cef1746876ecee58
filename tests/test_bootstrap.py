"""What happens before anything else."""

from __future__ import annotations

import os
import sys

import pytest

from shopdesk import bootstrap


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="locales are named otherwise elsewhere")
@pytest.mark.parametrize(
    ("named", "then"),
    [
        ({}, "C.UTF-8"),
        ({"LANG": "C"}, "C.UTF-8"),
        ({"LC_CTYPE": "POSIX", "LANG": "de_DE.UTF-8"}, "C.UTF-8"),
        ({"LANG": "zh_CN.UTF-8"}, None),
        ({"LC_ALL": "C"}, None),
    ],
)
def test_a_process_without_a_locale_gets_one(
    named: dict[str, str], then: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    bootstrap.use_utf8_locale()
    assert os.environ.get("LC_CTYPE") == (then or named.get("LC_CTYPE"))
