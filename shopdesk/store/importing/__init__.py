"""Brings products, sales, prices, customers and ratings in from files of other programs, and takes them back."""

from shopdesk.engine.types_import import ImportOptions
from shopdesk.store.importing.run import (
    apply_plan,
    import_file,
    import_files,
    in_order,
    open_file,
    plan_files,
    survey_file,
)
from shopdesk.store.importing.undo import list_imports, undo_import

__all__ = [
    "ImportOptions",
    "apply_plan",
    "import_file",
    "import_files",
    "in_order",
    "list_imports",
    "open_file",
    "plan_files",
    "survey_file",
    "undo_import",
]
