"""Photos on a real shop's folder: what was taught survives damage, a barcode wins, labels are read."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from shopdesk.controllers.desk import Desk
from shopdesk.controllers.messages import ERRORS, Messages
from shopdesk.controllers.requests import travelling_types
from shopdesk.controllers.requests.vision import (
    CheckRequest,
    ClassifyRequest,
    DeepRequest,
    DropGoodRequest,
    ForgetRequest,
    GoodPhotosRequest,
    GoodRequest,
    InspectRequest,
    ListChecks,
    NewProductRequest,
    PhotosRequest,
    RebuildRequest,
    TaughtRequest,
    TeachRequest,
)
from shopdesk.engine.context import CallbackContext
from shopdesk.engine.errors import DataError, ModelError, NotFound
from shopdesk.engine.types import PhotoAnswer
from shopdesk.store.demo import write_demo
from shopdesk.store.shop import open_shop
from shopdesk.workers.codec import Codec

NULL = CallbackContext()


def photo(picture: str, path: Path, angle: float) -> Path:
    """Write a product's picture as if it lay on a table."""
    table = Image.new("RGB", (420, 360), (196, 180, 150))
    packet = Image.open(picture).convert("RGB").resize((260, 260)).rotate(angle, expand=True, fillcolor=(196, 180, 150))
    table.paste(packet, (60, 10))
    table.save(path, quality=90)
    return path


@pytest.fixture(scope="module")
def taught_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop of twelve products whose pictures, and three photos of the first, were taught."""
    folder = tmp_path_factory.mktemp("taught") / "shop"
    write_demo(folder, products=12, days=20)
    with open_shop(folder) as shop:
        desk = Desk(shop)
        first = shop.cards(shop.product_ids(0, 1))[0]
        paths = tuple(str(photo(str(first.picture), folder / f"table-{n}.jpg", 12.0 * n)) for n in range(3))
        answer = desk.teaching.teach(TeachRequest(first.product_id, paths), NULL)
        assert (answer.learned, answer.refused) == (3, {})
    return folder


@pytest.fixture
def folder(taught_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(taught_folder, tmp_path / "shop"))


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    with open_shop(folder) as shop:
        yield Desk(shop)


def flip_a_byte(vision: Path) -> None:
    path = next(vision.glob("taught-*.npz"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))


def lose_the_file(vision: Path) -> None:
    next(vision.glob("taught-*.npz")).unlink()


def lose_the_manifest(vision: Path) -> None:
    (vision / "manifest.json").unlink()


def change_the_version(vision: Path) -> None:
    manifest = json.loads((vision / "manifest.json").read_text(encoding="utf-8"))
    (vision / "manifest.json").write_text(json.dumps({**manifest, "backbone": "another"}), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (flip_a_byte, "vision.folder_damaged"),
        (lose_the_file, "vision.folder_incomplete"),
        (lose_the_manifest, "vision.folder_incomplete"),
        (change_the_version, "vision.folder_version"),
    ],
)
def test_a_damaged_folder_is_refused_and_rebuilt_with_every_photo(
    folder: Path, damage: Callable[[Path], None], code: str
) -> None:
    vision = folder / "models" / "vision"
    kept = sorted(path.name for path in vision.rglob("*.jpg"))
    damage(vision)
    with open_shop(folder) as shop:
        desk = Desk(shop)
        first = shop.product_ids(0, 1)[0]
        for _ in range(2):  # asking again changes nothing on the disk
            with pytest.raises(ModelError) as caught:
                desk.teaching.teach(TeachRequest(first, (str(folder / "table-0.jpg"),)), NULL)
            assert caught.value.code == code
        assert sorted(path.name for path in vision.rglob("*.jpg")) == kept
        answer = desk.teaching.rebuild(RebuildRequest(), NULL)
        assert (answer.photos, answer.products, answer.skipped) == (15, 12, ())
        assert len(desk.teaching.photos(PhotosRequest(first), NULL).photos) == 4
    with open_shop(folder) as shop:  # and it is good for the next start
        (seen,) = Desk(shop).vision.classify(ClassifyRequest((str(folder / "table-1.jpg"),)), NULL)
        assert seen.prediction is not None
        assert seen.prediction.candidates[0].product_id == first


def test_a_kept_photo_that_cannot_be_read_is_named_and_the_rest_is_learned(folder: Path) -> None:
    vision = folder / "models" / "vision"
    broken = next(iter(sorted(vision.rglob("*.jpg"))))
    broken.write_bytes(b"")
    lose_the_file(vision)
    with open_shop(folder) as shop:
        answer = Desk(shop).teaching.rebuild(RebuildRequest(), NULL)
    assert answer.photos == 14
    assert [Path(path).name for path in answer.skipped] == [broken.name]


def test_without_kept_photos_the_catalog_is_learned_again(folder: Path) -> None:
    vision = folder / "models" / "vision"
    shutil.rmtree(vision / "photos")
    change_the_version(vision)
    with open_shop(folder) as shop:
        assert Desk(shop).teaching.rebuild(RebuildRequest(), NULL).photos == 12


def test_photos_are_listed_judged_forgotten_and_taught_again(desk: Desk) -> None:
    first = desk.shop.product_ids(0, 1)[0]
    listed = desk.teaching.taught(TaughtRequest(), NULL)
    assert {row.card.product_id: row.photos for row in listed.products}[first] == 4
    judged = desk.teaching.taught(TaughtRequest(judged=True), NULL)
    row = next(row for row in judged.products if row.card.product_id == first)
    assert judged.accuracy is not None
    assert row.right is not None
    assert row.advice in ("enough", "more_photos", "confused")
    before = desk.teaching.photos(PhotosRequest(first), NULL)
    assert len(before.photos) == 4
    assert [count for count, _ in before.curve] == [1, 2, 3]
    gone = before.photos[1].photo_id
    answer = desk.teaching.forget(ForgetRequest(first, (gone,)), NULL)
    assert answer.forgotten == 1
    assert gone not in [photo.photo_id for photo in desk.teaching.photos(PhotosRequest(first), NULL).photos]
    with pytest.raises(NotFound):
        desk.teaching.forget(ForgetRequest(first, (gone,)), NULL)
    back = desk.teaching.teach(TeachRequest(first, answer.kept), NULL)
    assert back.learned == 1
    assert len(desk.teaching.photos(PhotosRequest(first), NULL).photos) == 4


def test_a_closer_look_points_at_the_photo_and_names_neighbours(desk: Desk, folder: Path) -> None:
    first = desk.shop.product_ids(0, 1)[0]
    answer = desk.vision.inspect(InspectRequest(str(folder / "table-0.jpg")), NULL)
    assert answer.product_id == first
    assert answer.heat.dtype == np.uint8
    assert answer.heat.max() > 200
    assert answer.nearest[0].card.product_id == first
    assert answer.nearest[0].similarity > 0.99
    assert len(answer.picture) > 500


def test_a_new_product_is_made_and_recognised(desk: Desk, tmp_path: Path) -> None:
    strange = tmp_path / "strange.png"
    Image.radial_gradient("L").resize((300, 300)).convert("RGB").save(strange)
    made = desk.teaching.new_product(NewProductRequest("Moon lamp", 1999, (str(strange),), "Lamps", "4006381333931"))
    assert (made.card.name, made.card.price, made.taught.learned) == ("Moon lamp", 1999, 1)
    card = desk.shop.by_barcode("4006381333931")
    assert card is not None
    (seen,) = desk.vision.classify(ClassifyRequest((str(strange),)), NULL)
    assert seen.prediction is not None
    assert seen.prediction.candidates[0].product_id == made.card.product_id


def test_a_barcode_on_the_photo_wins_over_the_look(desk: Desk, tmp_path: Path) -> None:
    import zxingcpp

    cards = [card for card in desk.shop.cards(desk.shop.product_ids(0, 12)) if len(card.barcodes[0]) == 13]
    named, shown = cards[1], cards[2]
    table = Image.new("RGB", (700, 420), "white")
    table.paste(Image.open(str(shown.picture)).convert("RGB").resize((300, 300)), (20, 60))
    code = zxingcpp.create_barcode(named.barcodes[0], zxingcpp.BarcodeFormat.EAN13).to_image(scale=3)
    table.paste(Image.fromarray(np.array(code)).convert("RGB"), (360, 120))
    path = tmp_path / "both.png"
    table.save(path)
    (seen,) = desk.vision.classify(ClassifyRequest((str(path),), labels="unsure"), NULL)
    assert seen.evidence == "barcode"
    assert seen.prediction is not None
    assert seen.prediction.known
    assert seen.prediction.candidates[0].product_id == named.product_id


def test_the_words_on_a_label_raise_the_product_that_carries_them(desk: Desk, tmp_path: Path) -> None:
    card = desk.shop.cards(desk.shop.product_ids(0, 12))[5]
    page = Image.new("RGB", (900, 500), (235, 235, 225))
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(size=54)
    for line, word in enumerate(card.name.split()):
        draw.text((80, 30 + 70 * line), word, fill=(20, 20, 20), font=font)
    path = tmp_path / "label.png"
    page.save(path)
    partial: list[Any] = []
    ctx = CallbackContext(None, partial.append)
    (seen,) = desk.vision.classify(ClassifyRequest((str(path),), labels="always"), ctx)
    assert len(partial) == 2  # first the look, then with the label
    assert seen.texts
    assert seen.evidence == "label"
    assert seen.prediction is not None
    assert seen.prediction.candidates[0].product_id == card.product_id


def test_the_window_is_not_sent_all_answers_once_more_at_the_end(desk: Desk, folder: Path) -> None:
    photos = tuple(str(path) for path in sorted(folder.glob("table-*.jpg")))
    partial: list[Any] = []
    asked = ClassifyRequest(photos)
    last = desk.handlers()["vision.look"](asked, CallbackContext(None, partial.append))
    assert [answer.path for answer in partial] == list(photos)
    assert last == len(photos) > 1


def test_the_sales_of_the_hour_count_only_when_asked_for(desk: Desk, folder: Path) -> None:
    path = str(folder / "table-2.jpg")
    plain, same, much = (
        desk.vision.classify(ClassifyRequest((path,), prior=strength), NULL)[0] for strength in (0.0, 0.0, 1.0)
    )
    assert plain == same
    assert plain.sales == 0.0
    assert much.sales == 1.0
    assert plain.prediction is not None
    assert much.prediction is not None
    assert [c.probability for c in much.prediction.candidates] != [c.probability for c in plain.prediction.candidates]


def test_answers_travel_between_the_processes(desk: Desk, folder: Path) -> None:
    codec = Codec(travelling_types())
    (seen,) = desk.vision.classify(ClassifyRequest((str(folder / "table-2.jpg"),)), NULL)
    back = codec.decode(codec.encode(seen))
    assert isinstance(back, PhotoAnswer)
    assert back == seen
    assert np.array_equal(back.picture, seen.picture)
    for answer in (
        desk.teaching.taught(TaughtRequest(judged=True), NULL),
        desk.vision.inspect(InspectRequest(str(folder / "table-2.jpg")), NULL),
    ):
        assert type(codec.decode(codec.encode(answer))) is type(answer)


def test_evaluation_stands_next_to_the_product_with_most_photos(desk: Desk) -> None:
    answer = desk.teaching.evaluate(NULL)
    assert answer.photos == 15
    assert answer.baseline == pytest.approx(4 / 15)
    assert answer.accuracy is not None


# --- checking specimens --------------------------------------------------------------------------


def ways_to_harm_a_check(model: Path, whole: dict[Path, bytes]) -> Iterator[tuple[Path, bytes | None, str]]:
    """Return files of a check, what they hold afterwards (None: they are gone), and the error to expect."""
    facts, arrays = model / "anomaly.json", model / "anomaly.npz"
    told = json.loads(whole[facts])
    flipped = bytearray(whole[arrays])
    flipped[len(flipped) // 2] ^= 1
    yield arrays, bytes(flipped), "vision.check_damaged"
    yield facts, b"{", "vision.check_damaged"
    yield arrays, None, "vision.check_incomplete"
    yield facts, None, "vision.check_incomplete"
    yield facts, json.dumps({**told, "format": told["format"] - 1}).encode(), "vision.check_version"
    yield facts, json.dumps({**told, "backbone": "of last year"}).encode(), "vision.check_version"


@pytest.mark.slow
def test_good_specimens_are_kept_and_a_spoiled_one_stands_out(desk: Desk, folder: Path, tmp_path: Path) -> None:
    card = desk.shop.cards(desk.shop.product_ids(0, 12))[3]
    good = [str(photo(str(card.picture), tmp_path / f"good-{n}.jpg", 4.0 * n - 10.0)) for n in range(6)]
    with pytest.raises(DataError) as few:
        desk.checks.check(CheckRequest(card.product_id, (good[0],)), NULL)
    assert few.value.code == "vision.too_few_photos"
    assert not desk.checks.teach(GoodRequest(card.product_id, tuple(good[:2])), NULL).check.ready
    empty = tmp_path / "empty.jpg"
    empty.write_bytes(b"")
    answer = desk.checks.teach(GoodRequest(card.product_id, (*good[2:5], str(empty))), NULL)
    assert (answer.added, answer.check.photos, answer.check.ready) == (3, 5, True)
    assert answer.refused == {str(empty): "image.empty"}
    spoiled = Image.open(good[5])
    ImageDraw.Draw(spoiled).ellipse((150, 120, 250, 210), fill=(35, 25, 15))
    spoiled.save(tmp_path / "spoiled.jpg")
    paths = (good[5], str(tmp_path / "spoiled.jpg"), str(empty))
    fresh, odd, refused = desk.checks.check(CheckRequest(card.product_id, paths), NULL)
    assert odd.score > fresh.score
    assert odd.odd
    assert odd.heat is not None
    assert odd.heat[60:].max() > odd.heat[:8].max()  # the spot lies in the middle, the edge is only table
    assert refused.error_code == "image.empty"
    assert [check.card for check in desk.checks.list_checks(ListChecks(), NULL).checks] == [card]

    # another start finds it; damage is refused, and learned again from the kept photos
    model = next((folder / "models" / "checks").glob("*/model"))
    again = Desk(desk.shop)
    assert again.checks.check(CheckRequest(card.product_id, paths[:1]), NULL)[0].score == pytest.approx(fresh.score)
    whole = {path: path.read_bytes() for path in model.iterdir()}
    assert len(whole) == 2
    for path, data, code in ways_to_harm_a_check(model, whole):
        path.unlink() if data is None else path.write_bytes(data)
        damaged = Desk(desk.shop)
        with pytest.raises(ModelError) as caught:
            damaged.checks.check(CheckRequest(card.product_id, paths[:1]), NULL)
        assert caught.value.code == code
        assert caught.value.code in ERRORS
        path.write_bytes(whole[path])
    for path in model.iterdir():
        path.write_bytes(b"damaged")
    # a kept photo that cannot be read any more is named, and the others are learned
    lost = sorted((model.parent / "good").glob("*.jpg"))[0]
    lost.write_bytes(b"")
    answer = damaged.checks.teach(GoodRequest(card.product_id), NULL)
    assert answer.refused == {str(lost): "image.empty"}
    assert answer.check.ready
    assert damaged.checks.check(CheckRequest(card.product_id, paths[1:2]), NULL)[0].odd

    kept = damaged.checks.photos(GoodPhotosRequest(card.product_id), NULL).photos
    assert len(kept) == 5
    gone = tuple(one.photo_id for one in kept[:3])
    assert not damaged.checks.drop(DropGoodRequest(card.product_id, gone), NULL).check.ready


def test_deep_training_asks_for_more_photos_than_pictures_of_the_catalog(desk: Desk) -> None:
    with pytest.raises(DataError) as refused:
        desk.teaching.deepen(DeepRequest())
    assert refused.value.code == "vision.too_few_for_deep"
    assert "photos" in Messages().error(refused.value)
