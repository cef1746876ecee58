"""The voice desk follows the catalog without starting anew, and keeps its table beside the shop."""

from __future__ import annotations

import shutil
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import resample_poly

from shopdesk.controllers.desk import Desk, open_desk
from shopdesk.controllers.desk_care import verify_everything
from shopdesk.controllers.requests.voice import (
    ConfusableRequest,
    EnrollRequest,
    ListenRequest,
    NamesRequest,
    TaughtWordsRequest,
    WordsRequest,
)
from shopdesk.engine import weights
from shopdesk.engine.errors import DataError, ModelError, NotFound
from shopdesk.engine.voice import read_clip
from shopdesk.store.shop import open_shop

SPOKEN = Path(__file__).resolve().parents[2] / "resources" / "samples" / "spoken.wav"  # asks for strawberry yoghurt


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_shop(tmp_path) as shop:
        for name in ("Whole milk 1 l", "Baked beans 415 g", "Orange juice 1 l"):
            shop.add_product(name, 100)
    desk = open_desk(tmp_path)
    yield desk
    desk.shop.close()


def clip() -> tuple[np.ndarray, int]:
    return read_clip(SPOKEN)


def product_id(desk: Desk, name: str) -> str:
    frame = desk.shop.products_frame()
    return str(frame.loc[frame["name"] == name, "product_id"].iloc[0])


def heard(desk: Desk) -> list[str]:
    answer = desk.voice.listen(ListenRequest(path=str(SPOKEN)))
    return [answer.cards[match.product_id].name for match in answer.result.matches]


def test_a_new_product_is_found_by_the_same_recogniser(desk: Desk) -> None:
    assert "Strawberry yoghurt 500 g" not in heard(desk)
    first = desk.voice._voice
    desk.shop.add_product("Strawberry yoghurt 500 g", 120)
    assert heard(desk)[0] == "Strawberry yoghurt 500 g"
    assert desk.voice._voice is first


def test_the_table_is_kept_beside_the_shop_and_read_again(desk: Desk) -> None:
    desk.shop.add_product("Strawberry yoghurt 500 g", 120)
    before = heard(desk)
    kept = desk.shop.folder / "models" / "voice" / "table.npz"
    written = kept.stat().st_mtime_ns
    again = open_desk(desk.shop.folder)
    assert heard(again) == before
    assert kept.stat().st_mtime_ns == written
    again.shop.close()


def test_the_table_is_no_damage_in_the_eyes_of_verify(desk: Desk) -> None:
    desk.voice.warm()
    assert (desk.shop.folder / "models" / "voice" / "table.npz").exists()
    taught = next(check for check in verify_everything(desk.shop) if check.name == "taught")
    assert not taught.problems


def test_a_taught_word_is_found_after_a_restart_and_can_be_forgotten(desk: Desk) -> None:
    samples, rate = clip()
    beans = product_id(desk, "Baked beans 415 g")
    assert heard(desk)[:1] != ["Baked beans 415 g"]
    answer = desk.voice.enroll(EnrollRequest(beans, (samples, samples, samples), rate))
    assert [card.product_id for card in answer.cards] == [beans]
    again = open_desk(desk.shop.folder)
    assert heard(again)[0] == "Baked beans 415 g"
    assert [card.product_id for card in again.voice.taught(TaughtWordsRequest()).cards] == [beans]
    assert again.voice.taught(TaughtWordsRequest(forget=beans)).cards == []
    again.shop.close()
    last = open_desk(desk.shop.folder)
    assert heard(last)[:1] != ["Baked beans 415 g"]
    last.shop.close()


def test_damaged_taught_words_are_said_and_speaking_goes_on(desk: Desk) -> None:
    desk.shop.add_product("Strawberry yoghurt 500 g", 120)
    folder = desk.shop.folder / "models" / "voice"
    folder.mkdir(parents=True)
    (folder / "taught-words.npz").write_bytes(b"nothing")
    assert heard(desk)[0] == "Strawberry yoghurt 500 g"
    with pytest.raises(DataError) as caught:
        desk.voice.taught(TaughtWordsRequest())
    assert caught.value.code == "voice.taught_damaged"
    with pytest.raises(DataError):
        desk.voice.enroll(EnrollRequest(product_id(desk, "Orange juice 1 l"), (clip()[0],), clip()[1]))
    assert (folder / "taught-words.npz").read_bytes() == b"nothing"


def test_another_way_of_saying_it_is_kept_and_found_by_voice_and_by_typing(desk: Desk) -> None:
    beans = product_id(desk, "Baked beans 415 g")
    answer = desk.voice.names(NamesRequest(beans, (" strawberry yoghurt ", "strawberry yoghurt", "")))
    assert answer.aliases == ("strawberry yoghurt",)
    assert [form.text for form in answer.forms if form.alias]
    assert all(form.sound for form in answer.forms)
    assert heard(desk)[0] == "Baked beans 415 g"
    typed = desk.voice.find(WordsRequest("Strawberry Yoghurt"))
    assert typed.result.matches[0].product_id == beans
    again = open_desk(desk.shop.folder)
    assert again.voice.names(NamesRequest(beans)).aliases == ("strawberry yoghurt",)
    assert again.voice.names(NamesRequest(beans, ())).aliases == ()
    again.shop.close()
    assert heard(desk)[:1] != ["Baked beans 415 g"]


def test_a_name_without_letters_and_an_unknown_product_are_refused(desk: Desk) -> None:
    with pytest.raises(DataError) as caught:
        desk.voice.names(NamesRequest(product_id(desk, "Orange juice 1 l"), ("!!",)))
    assert caught.value.code == "voice.alias"
    with pytest.raises(NotFound):
        desk.voice.names(NamesRequest("P9999"))


def test_a_product_is_also_said_with_its_brand(desk: Desk) -> None:
    desk.shop.add_product("Cola 330 ml", 90, brand="Fizzy")
    said = desk.voice.names(NamesRequest(product_id(desk, "Cola 330 ml")))
    assert said.aliases == ()
    assert any("fizzy" in form.text.lower() for form in said.forms)


@pytest.mark.parametrize(
    ("text", "command", "quantity", "name"),
    [
        ("orange juice", "look_up", None, "Orange juice 1 l"),
        ("price of orange juice", "price", None, "Orange juice 1 l"),
        ("how many baked beans are left", "stock", None, "Baked beans 415 g"),
        ("add two whole milk", "add", 2.0, "Whole milk 1 l"),
        ("remove the whole milk please", "remove", None, "Whole milk 1 l"),
        ("total", "total", None, ""),
    ],
)
def test_typed_words_are_understood_like_spoken_ones(
    desk: Desk, text: str, command: str, quantity: float | None, name: str
) -> None:
    answer = desk.voice.find(WordsRequest(text))
    assert (answer.result.command, answer.result.quantity) == (command, quantity)
    assert [answer.cards[match.product_id].name for match in answer.result.matches[:1]] == ([name] if name else [])
    assert answer.result.accepted


def test_with_a_damaged_model_speaking_is_refused_with_a_code_and_typing_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    damaged = tmp_path / "tokenizer.bin"
    damaged.write_bytes(b"damaged")
    monkeypatch.setattr(weights, "_locate", lambda entry: damaged)
    with pytest.raises(ModelError) as caught:
        desk.voice.listen(ListenRequest(path=str(SPOKEN)))
    assert caught.value.code == "model.damaged"
    assert desk.voice.find(WordsRequest("orange juice")).result.matches
    assert desk.voice.taught(TaughtWordsRequest()).cards == []


def test_names_that_sound_alike_are_listed_with_their_cards(desk: Desk) -> None:
    desk.shop.add_product("Whole silk 1 l", 100)
    answer = desk.voice.confusable(ConfusableRequest())
    first = answer.pairs[0]
    assert {answer.cards[key].name for key in (first.product_id, first.other_id)} == {
        "Whole milk 1 l",
        "Whole silk 1 l",
    }


def odd_clips() -> dict[str, tuple[np.ndarray, int]]:
    samples, rate = clip()
    tone = np.sin(np.arange(800) / 9).astype(np.float32)
    return {
        "empty": (np.zeros(0, np.float32), 16_000),
        "5 ms": (tone[:80], 16_000),
        "NaN": (np.where(np.arange(len(samples)) % 7 == 0, np.nan, samples).astype(np.float32), rate),
        "stereo": (np.stack([samples, samples], axis=1), rate),
        "30 min": (np.zeros(30 * 60 * 8000, np.float32), 8000),
        "8 bit": (((samples + 1) * 127).astype(np.uint8), rate),
    }


@pytest.mark.parametrize("name", list(odd_clips()))
def test_odd_sound_gives_an_answer(desk: Desk, name: str) -> None:
    samples, rate = odd_clips()[name]
    answer = desk.voice.listen(ListenRequest(samples, rate))
    assert answer.result.speech is (name in ("NaN", "stereo", "8 bit"))


def write(path: Path, samples: np.ndarray, rate: int, width: int = 2, channels: int = 1) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())


def test_clips_of_any_kind_are_heard_and_broken_ones_refused(desk: Desk, tmp_path: Path) -> None:
    samples, rate = clip()
    whole = (samples * 32767).astype("<i2")
    desk.shop.add_product("Strawberry yoghurt 500 g", 120)
    path = tmp_path / "clip.wav"

    def first() -> list[str]:
        answer = desk.voice.listen(ListenRequest(path=str(path)))
        return [answer.cards[match.product_id].name for match in answer.result.matches[:1]]

    write(path, whole[:0], rate)
    assert first() == []
    write(path, whole[: rate // 200], rate)
    assert first() == []
    write(path, np.repeat(whole, 2), rate, channels=2)
    assert first() == ["Strawberry yoghurt 500 g"]
    write(path, (whole // 256 + 128).astype(np.uint8), rate, width=1)
    assert first() == ["Strawberry yoghurt 500 g"]
    for other in (8000, 96_000):
        write(path, (resample_poly(samples, other, rate) * 32767).astype("<i2"), other)
        assert first() == ["Strawberry yoghurt 500 g"], other
    path.write_bytes(SPOKEN.read_bytes()[:20])
    with pytest.raises(DataError) as caught:
        first()
    assert caught.value.code == "audio.unreadable"


def test_clips_named_by_product_are_scored(desk: Desk, tmp_path: Path) -> None:
    desk.shop.add_product("Strawberry yoghurt 500 g", 120)
    (tmp_path / "clips").mkdir()
    shutil.copy(SPOKEN, tmp_path / "clips" / "Strawberry yoghurt 500 g-2.wav")
    figures = desk.voice.evaluate(tmp_path / "clips")
    assert (figures.clips, figures.first, figures.skipped) == (1, 1.0, ())
    assert 0.0 <= figures.baseline_first <= 1.0
