import re

import pytest

from eventcoder.validation.dialect import Dialect, Layout
from eventcoder.validation.structure import Shape, by_header, by_place, coverage, hint_score, is_hxl

COLUMNS = ("id", "date", "code", "quad", "place", "url")
LONG = (*COLUMNS[:5], "district", "url")


def dialect(header: str = "yes") -> Dialect:
    return Dialect(
        format="test",
        title="test",
        schema="test",
        header=header,
        missing_words=("NA",),
        layouts=(Layout("six", COLUMNS, COLUMNS, "verified"), Layout("seven", LONG, LONG, "verified")),
        aliases={"day": "date"},
        ignored=("population",),
        hints={
            "id": re.compile("^[0-9]{5}$"),
            "date": re.compile("^[0-9]{8}$"),
            "code": re.compile("^[0-9]{3}$"),
            "quad": re.compile("^[1-4]$"),
        },
    )


ROWS = [[f"9000{n}", "20240305", "036", "1", "Paris", "u"] for n in range(6)]


def codes(shape: Shape) -> list[str]:
    return [finding.code for finding in shape.findings]


def test_structure_takes_a_sound_header_as_it_is() -> None:
    shape = by_header(COLUMNS, ROWS, dialect())
    assert (shape.names, codes(shape), shape.score) == (COLUMNS, [], 1.0)


@pytest.mark.parametrize(
    ("header", "code", "names"),
    [
        (("day", *("id", "code", "quad", "place", "url")), "EC225", ("date", "id", "code", "quad", "place", "url")),
        (("id", "day", "code", "quad", "place", "url"), "EC226", COLUMNS),
        (("ID", "Date", "Code", "Quad", "Place", "URL"), "EC226", COLUMNS),
        (("id", "date", "code", "quad", "", "url"), "EC227", COLUMNS),
        (("id", "date", "code", "quad", "comment", "url"), "EC224", ("id", "date", "code", "quad", None, "url")),
        (("id", "date", "code", "quad", "url", "url"), "EC228", ("id", "date", "code", "quad", "url", None)),
    ],
)
def test_structure_tells_what_is_odd_about_a_header(header: tuple[str, ...], code: str, names: object) -> None:
    order = [0, 1, 2, 3, 4, 5] if header[0] != "day" else [1, 0, 2, 3, 4, 5]
    shape = by_header(header, [[row[place] for place in order] for row in ROWS], dialect())
    assert code in codes(shape)
    assert shape.names == names


def test_structure_finds_row_numbers() -> None:
    rows = [[f"{n}", *row] for n, row in enumerate(ROWS)]
    for header in (("", *COLUMNS), COLUMNS, ("Unnamed: 0", *COLUMNS)):
        shape = by_header(header, rows, dialect())
        assert shape.names == (None, *COLUMNS)
        assert codes(shape) == ["EC232"]


def test_structure_leaves_out_what_trails() -> None:
    rows = [[*row, "", "", ""] for row in ROWS]
    for shape in (by_header((*COLUMNS, "", "", ""), rows, dialect()), by_place(rows, dialect("no"))):
        assert shape.names == (*COLUMNS, None, None, None)
        assert codes(shape) == ["EC238"]


def test_structure_ignores_columns_that_may_be_there() -> None:
    shape = by_header((*COLUMNS, "population"), [[*row, "7"] for row in ROWS], dialect())
    assert shape.columns == COLUMNS
    assert not codes(shape)


def test_structure_believes_cells_more_than_a_header_by_hand() -> None:
    header = ("id", "code", "date", "quad", "place", "url")
    shape = by_header(header, ROWS, dialect("no"))
    assert shape.names == COLUMNS
    assert codes(shape) == ["EC225", "EC225"]


def test_structure_takes_a_layout_by_its_width() -> None:
    assert by_place([[*row[:5], "75", "u"] for row in ROWS], dialect("no")).layout.name == "seven"


def test_structure_tells_shifted_cells() -> None:
    rows = [[row[0], *row[2:], "", ""] for row in ROWS]
    shape = by_place([row[:6] for row in rows], dialect("no"))
    assert codes(shape) == ["EC225"]
    assert "shifted" in shape.findings[0].message


def test_structure_scores_hints_without_missing_cells() -> None:
    assert hint_score(COLUMNS, [["90001", "NA", "", "5"], ["x", "NA", "", "1"]], dialect()) == 0.5
    assert hint_score(COLUMNS, [], dialect()) is None


def test_structure_knows_tags() -> None:
    assert is_hxl(["0", "", "#date+year", "#affected + killed"])
    assert not is_hxl(["0", "", "# of deaths"])
    assert not is_hxl(["", ""])


def test_structure_measures_names() -> None:
    assert coverage(COLUMNS, dialect()) == 1.0
    assert coverage(("a", "b", "c"), dialect()) == 0.0
    assert coverage((*COLUMNS[:3], "x", "y", "z"), dialect()) == pytest.approx(3 / 9)
