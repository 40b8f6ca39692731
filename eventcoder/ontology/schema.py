"""The tables of the ontologies: which files there are and which columns each has. The only home of these names."""

from collections.abc import Mapping
from pathlib import Path

from eventcoder.errors import CodebookError, ResourceError
from eventcoder.resources import codebooks_folder
from eventcoder.tables import Row, Table, read_table

__all__ = ["COLUMNS", "CROSSWALKS", "read", "rows"]

_TARGET = ("quality", "direction", "note", "source")
_PLOVER_TARGET = ("rank", "event", "mode", "contexts")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "cameo/events.csv": (
        *("code", "label", "parent", "in_manual", "in_gdelt", "in_icews", "label_gdelt", "label_icews", "aliases"),
        *("goldstein_gdelt", "goldstein_icews", "goldstein_source"),
        *("quad_gdelt", "quad_phoenix", "quad_icews", "quad_text_to_cameo"),
    ),
    "cameo/roles.csv": ("code", "label", "tier", "in_manual", "in_gdelt"),
    "cameo/international.csv": ("code", "label"),
    "cameo/groups.csv": ("code", "label", "kind", "country", "plover"),
    "cameo/religions.csv": ("code", "label", "parent"),
    "cameo/ethnic.csv": ("code", "label"),
    "cameo/regions.csv": ("code", "label", "country"),
    "plover/events.csv": (
        *("event", "quad_code", "score", "requires_recipient", "extension", "description", "note", "source"),
    ),
    "plover/modes.csv": ("event", "mode", "score", "status", "alias_of", "description", "score_source", "note"),
    "plover/contexts.csv": ("context", "aliases", "description"),
    "plover/auxiliary.csv": ("auxiliary", "description"),
    "plover/sectors.csv": ("code", "label", "kind", "cameo_role", "precedence", "description"),
    "plover/actor_codes.csv": ("code", "label", "description", "kind"),
    "plover/precedence.csv": ("id", "event", "condition", "decides", "result", "description", "source"),
    "crosswalk/cameo_to_plover.csv": ("cameo", *_PLOVER_TARGET, *_TARGET),
    "crosswalk/plover_to_cameo.csv": ("event", "mode", "context", "cameo", *_TARGET),
    "crosswalk/acled_to_plover.csv": ("event_type", "sub_event_type", *_PLOVER_TARGET, "directed", *_TARGET),
    "crosswalk/ucdp_to_plover.csv": ("type_of_violence", "label", *_PLOVER_TARGET, "directed", *_TARGET),
    "crosswalk/icews_to_cameo.csv": ("phrase", "cameo", *_TARGET),
    "crosswalk/plover_drafts.csv": ("version", "draft_event", "draft_mode", "event", "mode", *_TARGET),
    "crosswalk/cameo_actor_to_plover.csv": ("cameo", "kind", "plover", "plover_kind", *_TARGET),
    "countries/countries.csv": (
        *("code", "iso2", "iso_numeric", "cow_alpha", "cow_number", "gw_number", "fips", "cameo", "name"),
        *("valid_from", "valid_to", "predecessor", "successor", "status", "parent", "source"),
    ),
    "countries/names.csv": ("code", "name", "kind", "valid_from", "valid_to", "condition", "source"),
    "countries/aliases.csv": ("system", "value", "code", "valid_from", "valid_to", "note", "source"),
    "countries/breakaway.csv": ("name", "aliases", "code", "gw_number", "valid_from", "valid_to", "source"),
}
"""Every table, by its path below codebooks/, with all its columns in order."""

CROSSWALKS = tuple(name for name in COLUMNS if name.startswith("crosswalk/"))


def read(name: str, folder: Path | None = None) -> Table:
    """Read one table with whatever is wrong in its form.

    Args:
        name: a key of COLUMNS.
        folder: the folder that holds cameo/, plover/, ...; the packaged codebooks by default.

    Raises:
        ResourceError: the file cannot be opened.
    """
    path = (codebooks_folder() if folder is None else folder) / name
    try:
        return read_table(path, COLUMNS[name])
    except OSError as error:
        raise ResourceError(f"{path} cannot be read: {error}; install eventcoder again") from error


def rows(name: str, folder: Path | None = None) -> tuple[Row, ...]:
    """The rows of one table.

    Raises:
        ResourceError: the file cannot be opened.
        CodebookError: the file is no table of these columns.
    """
    table = read(name, folder)
    if table.findings:
        raise CodebookError(f"{table.file} is not usable", table.findings)
    return table.rows
