"""Imports from beginning to end: look at a file, plan, write in one transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.types import digits_of
from shopdesk.engine.types_import import ImportOptions, ImportReport, ImportSurvey
from shopdesk.store import queries
from shopdesk.store.backup import backup_before
from shopdesk.store.database import TOPICS
from shopdesk.store.importing import catalogue as shop_catalogue
from shopdesk.store.importing.catalogue import Catalogue, People
from shopdesk.store.importing.plan import ImportPlan
from shopdesk.store.importing.plan_lists import plan_list
from shopdesk.store.importing.plan_products import plan_products
from shopdesk.store.importing.plan_sales import plan_sales
from shopdesk.store.importing.sources import KINDS
from shopdesk.store.importing.survey import Prepared, header_key, prepare
from shopdesk.store.importing.write import Writer, note_import
from shopdesk.store.schema import settings

if TYPE_CHECKING:
    from shopdesk.store.shop import Shop

TOPICS_WRITTEN = (*TOPICS, "customers")


def open_file(shop: Shop, path: Path, options: ImportOptions, ctx: JobContext = NULL_CONTEXT) -> Prepared:
    """Open a file and find out about it, with the help of earlier answers for the same columns."""
    with shop.database.read() as connection:
        digits = digits_of(str(queries.setting(connection, "currency", "EUR")))
        remembered = _remembered(connection)
    return prepare(path, options, digits, remembered, ctx)


def survey_file(
    shop: Shop, path: Path, options: ImportOptions | None = None, ctx: JobContext = NULL_CONTEXT
) -> ImportSurvey:
    """What a file is and what must be asked about it."""
    with open_file(shop, path, options or ImportOptions(), ctx) as prepared:
        return prepared.survey


def plan_files(shop: Shop, files: Sequence[Prepared], ctx: JobContext = NULL_CONTEXT) -> list[ImportPlan]:
    """Work out what files do together: products of the first are known to the sales of the second."""
    for prepared in files:
        prepared.require_ready()
    with shop.database.read() as connection:
        catalogue, people = shop_catalogue.load(connection), shop_catalogue.load_people(connection)
        token = queries.version(connection)
        return [_plan(prepared, connection, catalogue, people, token, ctx) for prepared in in_order(files)]


def in_order(files: Sequence[Prepared]) -> list[Prepared]:
    """Files in the order in which they build on each other: products before the sales of them."""
    return sorted(files, key=lambda prepared: KINDS.index(prepared.survey.kind or "products"))


def _plan(
    prepared: Prepared,
    connection: Connection,
    catalogue: Catalogue,
    people: People,
    token: str,
    ctx: JobContext,
) -> ImportPlan:
    source = prepared.require_ready()
    plan = ImportPlan(source.kind, source.key, prepared.table.path.name, token, prepared.survey.rows)
    if source.kind == "products":
        plan_products(plan, prepared, connection, catalogue, ctx)
    elif source.kind == "sales":
        plan_sales(plan, prepared, connection, catalogue, people, ctx)
    else:
        plan_list(plan, prepared, connection, catalogue, people, ctx)
    return plan


def apply_plan(shop: Shop, prepared: Prepared, plan: ImportPlan, ctx: JobContext = NULL_CONTEXT) -> ImportReport:
    """Write a plan in one transaction. If the shop has changed since, it is worked out again first.

    A file that changes nothing leaves no trace, not even an import to undo.
    """
    if not plan.does_something:
        ctx.progress(1.0, "done")
        return plan.report(None)
    backup_before(shop, "import", ctx)
    copied: list[Path] = []
    try:
        with shop.database.write(*TOPICS_WRITTEN) as connection:
            if queries.version(connection) != plan.token:
                catalogue, people = shop_catalogue.load(connection), shop_catalogue.load_people(connection)
                plan = _plan(prepared, connection, catalogue, people, queries.version(connection), ctx)
            import_id = note_import(connection, plan)
            writer = Writer(connection, plan, import_id, shop.folder, ctx)
            copied = writer.copied
            writer.write()
            _remember(connection, prepared)
            ctx.raise_if_cancelled()
    except IntegrityError as error:  # another till made the same product at the same moment
        _take_away(copied)
        raise DataError("import.changed_meanwhile") from error
    except BaseException:
        _take_away(copied)
        raise
    ctx.progress(1.0, "done")
    return plan.report(import_id)


def _take_away(pictures: Sequence[Path]) -> None:
    for path in pictures:
        path.unlink(missing_ok=True)


def import_file(
    shop: Shop,
    path: Path,
    options: ImportOptions | None = None,
    dry_run: bool = False,
    ctx: JobContext = NULL_CONTEXT,
) -> ImportReport:
    """Import a file. Rows that make no sense are refused one by one, the others go in together.

    Parameters
    ----------
    shop : Shop
        Where to.
    path : Path
        A CSV, TSV or XLSX file.
    options : ImportOptions, optional
        What is known about it.
    dry_run : bool
        Only report.
    """
    return import_files(shop, [path], options, dry_run, ctx)[0]


def import_files(
    shop: Shop,
    paths: Sequence[Path],
    options: ImportOptions | None = None,
    dry_run: bool = False,
    ctx: JobContext = NULL_CONTEXT,
) -> list[ImportReport]:
    """Import files that may build on each other, each in a transaction of its own; reports in the order given."""
    chosen = options or ImportOptions()
    with ExitStack() as stack:
        files = [stack.enter_context(open_file(shop, path, chosen, ctx)) for path in paths]
        if dry_run:
            done = zip(in_order(files), plan_files(shop, files, ctx), strict=True)
            reports = {id(prepared): replace(plan.report(None), file=plan.file) for prepared, plan in done}
        else:
            reports = {}
            for prepared in in_order(files):
                (plan,) = plan_files(shop, [prepared], ctx)
                reports[id(prepared)] = apply_plan(shop, prepared, plan, ctx)
    return [reports[id(prepared)] for prepared in files]


# --- remembered mappings -----------------------------------------------------------------------------


def _remembered(connection: Connection) -> dict[str, dict[str, str]]:
    query = select(settings.c.key, settings.c.value).where(settings.c.key.like("import_mapping:%"))
    return {key: json.loads(value) for key, value in connection.execute(query)}


def _remember(connection: Connection, prepared: Prepared) -> None:
    """Keep which column was which, for the next file of this kind."""
    mapping = prepared.options.mapping
    if not mapping:
        return
    kept = {"kind": prepared.survey.kind, **mapping}
    queries.set_setting(connection, header_key(prepared.table.header), kept)
