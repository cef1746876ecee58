"""A forecast as a picture, drawn without a window: history in steps, the forecast and its bands."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from shopdesk.controllers.price_series import day_of
from shopdesk.engine.errors import DataError
from shopdesk.engine.types import FanChart, PriceChart

WIDTH, HEIGHT = 1200, 640
LEFT, TOP, RIGHT, BOTTOM = 84, 76, 24, 84
DAY = 86400.0
FONTS = ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "segoeui.ttf", "arial.ttf", "Arial.ttf", "Helvetica.ttc")
WIDE_FONTS = ("NotoSansCJK-Regular.ttc", "msyh.ttc", "YuGothR.ttc", "PingFang.ttc", *FONTS)
"""For names that are not written in Latin letters."""
Point = tuple[float, float]


def write_picture(path: Path, name: str, chart: PriceChart, fan: FanChart, days: int = 365) -> None:
    """Write the last ``days`` of a history and its forecast as a PNG.

    Raises
    ------
    DataError
        ``file.not_written``.
    """
    from PIL import Image, ImageDraw

    colours = _colours()
    image = Image.new("RGB", (2 * WIDTH, 2 * HEIGHT), colours["surface"])
    draw = ImageDraw.Draw(image, "RGBA")
    seen = [place for place, time in enumerate(chart.times) if time >= chart.times[-1] - days * DAY]
    history = [(float(chart.times[place]), float(chart.values[place])) for place in seen]
    place = _scale(history, fan)
    _draw_axes(draw, history, fan, place, colours)
    _draw_fan(draw, (history[-1][0] + DAY, history[-1][1]), fan, place, colours["forecast"])
    steps: list[Point] = []
    for time, value in history:
        steps += [(time, steps[-1][1])] if steps else []
        steps.append((time, value))
    steps.append((history[-1][0] + DAY, history[-1][1]))
    draw.line([place(*point) for point in steps], fill=colours["price"], width=4)
    draw.text((2 * LEFT, 2 * 18), name, fill=colours["text"], font=_font(44, name))
    words = f"{fan.model}   80 %  95 %"
    draw.text((2 * LEFT, 2 * (HEIGHT - 34)), words, fill=colours["muted"], font=_font(26))
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)  # drawn twice as large: no jagged lines
    try:
        small.save(path, "PNG")
    except OSError as error:
        raise DataError("file.not_written", path=str(path)) from error


def _colours() -> dict[str, str]:
    from shopdesk.paths import resource_dir

    tokens = json.loads((resource_dir() / "theme" / "tokens.json").read_text(encoding="utf-8"))
    lines = tokens["plot"]["light"]
    return {**tokens["light"], "price": lines[0], "forecast": lines[1]}


def _scale(history: Sequence[Point], fan: FanChart) -> Callable[[float, float], Point]:
    values = [value for _, value in history] + [float(v) for band in (fan.lower, fan.upper) for v in band[95]]
    low, high = min(values), max(values)
    room = 0.08 * (high - low) or 0.05 * abs(high) or 1.0
    low, high = low - room, high + room
    first, last = history[0][0], max(float(fan.times[-1]), history[0][0] + DAY)
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def place(time: float, value: float) -> Point:
        x = LEFT + (time - first) / (last - first) * width
        return 2 * x, 2 * (TOP + (high - value) / (high - low) * height)

    return place


def _draw_axes(
    draw: Any, history: Sequence[Point], fan: FanChart, place: Callable[[float, float], Point], colours: dict[str, str]
) -> None:
    font, bottom = _font(24), 2 * (HEIGHT - BOTTOM)
    values = [value for _, value in history] + [float(v) for v in fan.mean]
    low, high = min(values), max(values)
    for share in range(5 if high > low else 1):
        value = low + (high - low) * share / 4
        y = place(history[0][0], value)[1]
        draw.line([(2 * LEFT, y), (2 * (WIDTH - RIGHT), y)], fill=colours["raised"], width=2)
        draw.text((2 * LEFT - 16, y), f"{value:.2f}", fill=colours["muted"], font=font, anchor="rm")
    first, last = history[0][0], float(fan.times[-1])
    for share in range(6):
        time = first + (last - first) * share / 5
        day = day_of(time)
        anchor = {0: "la", 5: "ra"}.get(share, "ma")
        draw.text((place(time, low)[0], bottom + 12), day.isoformat(), fill=colours["muted"], font=font, anchor=anchor)
    draw.line([(2 * LEFT, bottom), (2 * (WIDTH - RIGHT), bottom)], fill=colours["border"], width=2)


def _draw_fan(draw: Any, start: Point, fan: FanChart, place: Callable[[float, float], Point], hue: str) -> None:
    times = [float(time) for time in fan.times]
    for level, strength in ((95, "30"), (80, "55")):
        upper = [place(*start), *(place(t, float(v)) for t, v in zip(times, fan.upper[level], strict=True))]
        lower = [place(*start), *(place(t, float(v)) for t, v in zip(times, fan.lower[level], strict=True))]
        draw.polygon(upper + lower[::-1], fill=hue + strength)
    middle = [place(*start), *(place(t, float(v)) for t, v in zip(times, fan.mean, strict=True))]
    draw.line(middle, fill=hue, width=4)


def _font(size: int, text: str = "") -> Any:
    from PIL import ImageFont

    for name in FONTS if all(ord(letter) < 0x2000 for letter in text) else WIDE_FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)
