"""Damage of the structure: delimiters, headers, columns, rows and quotes."""

from tests.damage.base import Row, acled, columns, gdelt1_events, gdelt2_events, icews, table, ucdp


def lines_of(format: str, number: int = 6) -> list[str]:
    return table(format, number).splitlines(keepends=True)


def renamed(rows: list[Row], **names: str) -> list[Row]:
    """Rows with other column names; underscores stand for spaces."""
    changed = {old.replace("_", " ") if old not in rows[0] else old: new for old, new in names.items()}
    return [{changed.get(name, name): cell for name, cell in row.items()} for row in rows]


def without(rows: list[Row], *names: str) -> list[Row]:
    return [{name: cell for name, cell in row.items() if name not in names} for row in rows]


def make_commas() -> bytes:
    """GDELT with commas, as its file name promises."""
    return table("gdelt2-events", delimiter=",").encode()


def make_semicolons() -> bytes:
    """ACLED as a European spreadsheet writes CSV."""
    return table("acled", delimiter=";").encode()


def make_bars() -> bytes:
    """ICEWS with bars."""
    return table("icews", delimiter="|").encode()


def make_tabs_for_commas() -> bytes:
    """UCDP GED with tabs."""
    return table("ucdp-ged", delimiter="\t").encode()


def make_header_by_hand() -> bytes:
    """GDELT with a header."""
    return table("gdelt2-events", header=True).encode()


def make_header_missing() -> bytes:
    """ICEWS without its header."""
    return table("icews", header=False).encode()


def make_header_missing_in_candidate_data() -> bytes:
    """UCDP GED without a header, as a candidate file was published."""
    return table("ucdp-ged", header=False).encode()


def make_header_alone() -> bytes:
    """A header and no rows."""
    return lines_of("acled")[0].encode()


def make_header_below_a_title() -> bytes:
    """A title and a blank line above the header."""
    return ("Data export of 5 March 2024,,\n,,\n" + table("acled")).encode()


def make_header_again() -> bytes:
    """Two files with headers, one behind the other."""
    lines = lines_of("icews")
    return "".join([*lines[:3], lines[0], *lines[3:]]).encode()


def make_column_missing() -> bytes:
    """ICEWS without its Intensity."""
    return table("icews", without(icews(), "Intensity")).encode()


def make_column_missing_without_header() -> bytes:
    """GDELT without its 31st column, and nothing that says so."""
    return table("gdelt2-events", without(gdelt2_events(), "GoldsteinScale")).encode()


def make_column_unknown() -> bytes:
    """ACLED with a column of the user's."""
    return table("acled", [row | {"my_notes": "check"} for row in acled()]).encode()


def make_columns_swapped() -> bytes:
    """ACLED with latitude and longitude the other way round, names too."""
    order = list(columns("acled"))
    one, other = order.index("latitude"), order.index("longitude")
    order[one], order[other] = order[other], order[one]
    return table("acled", [{name: row[name] for name in order} for row in acled()]).encode()


def make_columns_swapped_under_the_header() -> bytes:
    """UCDP GED whose cells of latitude and longitude are swapped, names not."""
    rows = [row | {"latitude": row["longitude"], "longitude": row["latitude"]} for row in ucdp()]
    return table("ucdp-ged", rows).encode()


def make_columns_swapped_without_header() -> bytes:
    """GDELT with EventCode and QuadClass swapped."""
    rows = [row | {"EventCode": row["QuadClass"], "QuadClass": row["EventCode"]} for row in gdelt2_events()]
    return table("gdelt2-events", rows).encode()


def make_cells_shifted() -> bytes:
    """GDELT rows that lost one cell in the middle and got one at the end."""
    rows = []
    for row in gdelt2_events():
        cells = list(row.values())
        rows.append("\t".join([*cells[:6], *cells[7:], ""]) + "\n")
    return "".join(rows).encode()


def make_column_renamed() -> bytes:
    """ICEWS with names in the manner of R."""
    rows = [{name.lower().replace(" ", "_"): cell for name, cell in row.items()} for row in icews()]
    return table("icews", rows).encode()


def make_header_in_capitals() -> bytes:
    """UCDP GED with its header in capitals."""
    return table("ucdp-ged", [{name.upper(): cell for name, cell in row.items()} for row in ucdp()]).encode()


def make_column_without_name() -> bytes:
    """ACLED with one name deleted."""
    header, *rest = lines_of("acled")
    return (header.replace("region", "") + "".join(rest)).encode()


def make_column_twice() -> bytes:
    """ICEWS with two columns of one name."""
    header, *rest = lines_of("icews")
    return "".join([header.replace("Longitude", "Latitude"), *rest]).encode()


def make_row_too_short() -> bytes:
    """A row with a cell too few."""
    lines = lines_of("gdelt2-mentions")
    lines[1] = lines[1].replace("news.example\t", "", 1)
    return "".join(lines).encode()


def make_row_too_long() -> bytes:
    """A row with a cell too many."""
    lines = lines_of("gdelt2-mentions")
    lines[1] = lines[1].rstrip("\n") + "\textra\n"
    return "".join(lines).encode()


def make_rows_joined() -> bytes:
    """Two rows on one line."""
    lines = lines_of("gdelt2-mentions")
    lines[1] = lines[1].rstrip("\n")
    return "".join(lines).encode()


def make_row_broken() -> bytes:
    """A line end within a name."""
    lines = lines_of("gdelt2-events")
    lines[2] = lines[2].replace("FRANCE", "FRA\nNCE")
    return "".join(lines).encode()


def make_every_row_too_short() -> bytes:
    """ACLED whose rows all lack the last cell."""
    header, *rest = lines_of("acled")
    return "".join([header, *(line.rsplit(",", 1)[0] + "\n" for line in rest)]).encode()


def make_wide_row() -> bytes:
    """A row of 100,000 cells."""
    lines = lines_of("gdelt2-events")
    return "".join([*lines[:2], "x\t" * 99_999 + "x\n", *lines[2:]]).encode()


def make_index_of_pandas() -> bytes:
    """A first column of row numbers without a name."""
    return table("ucdp-ged", [{"": str(number), **row} for number, row in enumerate(ucdp(6))]).encode()


def make_row_names_of_r() -> bytes:
    """Row names that the header does not count."""
    names = ",".join(f'"{name}"' for name in columns("gdelt1-events"))
    rows = [f'"{number}",' + ",".join(row.values()) for number, row in enumerate(gdelt1_events(6), 11783)]
    return "\n".join([names, *rows, ""]).encode()


def make_index_without_header() -> bytes:
    """Row numbers before rows that have no header."""
    rows = [{"": str(number), **row} for number, row in enumerate(gdelt2_events(6))]
    return table("gdelt2-events", rows).encode()


def make_hxl_row() -> bytes:
    """A row of HXL tags under the header."""
    header, *rest = lines_of("ucdp-ged")
    tags = ["" for _ in columns("ucdp-ged")]
    tags[2], tags[29], tags[30] = "#date+year", "#geo+lat", "#geo+lon"
    return "".join([header, ",".join(tags) + "\n", *rest]).encode()


def make_blank_rows() -> bytes:
    """Blank lines between rows."""
    lines = lines_of("gdelt2-events")
    return "".join([*lines[:2], "\n", *lines[2:4], "  \n", *lines[4:]]).encode()


def make_rows_of_delimiters() -> bytes:
    """What a spreadsheet writes for rows that were emptied."""
    return (table("acled") + "," * 30 + "\n" + "," * 30 + "\n").encode()


def make_quote_left_open() -> bytes:
    """A quote that is not closed, early in a file."""
    lines = lines_of("acled", 50)
    lines[3] = lines[3].replace(', they said, and went home."', ", they said, and went home.")
    return "".join(lines).encode()


def make_quote_left_open_at_the_end() -> bytes:
    """A quote that is not closed in the last row."""
    return (table("acled") + 'FRA9999,"2023-02-22').encode()


def make_quote_within_a_cell() -> bytes:
    """Quotes within a quoted cell that are not written twice."""
    lines = lines_of("acled")
    lines[2] = lines[2].replace('""', '"')
    return "".join(lines).encode()


def make_quotes_only() -> bytes:
    """ACLED and then nothing but quotes."""
    return (table("acled") + '"' * 500_000 + "\n").encode()


def make_quotes_by_the_line() -> bytes:
    """A quote that opens on each of many lines."""
    return (table("acled") + 'FRA1,"\n' * 20_000).encode()


def make_notes_of_several_lines() -> bytes:
    """Sound: line ends within quoted cells."""
    return table("acled", [row | {"notes": "First.\nSecond,\nthird."} for row in acled()]).encode()


def make_comma_without_quotes() -> bytes:
    """A comma in a cell that has no quotes."""
    lines = lines_of("acled")
    lines[2] = lines[2].replace("Example News", "Example News, Paris")
    return "".join(lines).encode()


def make_two_layouts() -> bytes:
    """GDELT 1.0 rows of 57 and of 58 columns in one file."""
    old = without(gdelt1_events(4), "SOURCEURL")
    new = [row | {"GLOBALEVENTID": f"{800000001 + number}"} for number, row in enumerate(gdelt1_events(4))]
    return (table("gdelt1-events", new) + table("gdelt1-events", old)).encode()


def make_trailing_tabs() -> bytes:
    """Two tabs too many at the end of every row."""
    return "".join(line.rstrip("\n") + "\t\t\n" for line in lines_of("gdelt2-events")).encode()


def make_trailing_tab_in_one_row() -> bytes:
    """One tab too many at the end of one row."""
    lines = lines_of("gdelt2-events")
    lines[3] = lines[3].rstrip("\n") + "\t\n"
    return "".join(lines).encode()


def make_trailing_commas_under_a_header() -> bytes:
    """Commas that a spreadsheet put behind header and rows."""
    return "".join(line.rstrip("\n") + ",,,\n" for line in lines_of("acled")).encode()


def make_quotes_around_everything() -> bytes:
    """Every cell of a tab-separated file in quotes."""
    return table("icews", quote_all=True).encode()


def make_quotes_around_one_column() -> bytes:
    """Quotes around the cells of one column, as ICEWS has them at times."""
    rows = icews(6)
    rows[4]["Source Sectors"] = '"Police,Government"'
    return table("icews", rows).encode()


def make_words_for_missing() -> bytes:
    """NA in empty cells."""
    return table(
        "icews", [{name: cell or "NA" for name, cell in (row | {"Province": ""}).items()} for row in icews()]
    ).encode()


def make_spreadsheet_at_its_worst() -> bytes:
    """GDELT 2.0 saved from a spreadsheet: semicolons, CRLF, lost zeros, 2.02E+13, a header with gaps."""
    rows = [
        row
        | {
            "EventCode": row["EventCode"].lstrip("0"),
            "EventBaseCode": row["EventBaseCode"].lstrip("0"),
            "EventRootCode": row["EventRootCode"].lstrip("0"),
            "DATEADDED": "2.02E+13",
        }
        for row in gdelt2_events(6)
    ]
    header = ";".join("" if name.endswith("ADM2Code") else name for name in columns("gdelt2-events"))
    return "\r\n".join([header, *(";".join(row.values()) for row in rows), ""]).encode()


def make_statistics_program() -> bytes:
    """GDELT that went through a data frame: whole numbers as decimals, codes as numbers."""
    rows = [
        row | {"EventCode": row["EventCode"].lstrip("0"), "NumMentions": "10.0", "QuadClass": f"{row['QuadClass']}.0"}
        for row in gdelt2_events(6)
    ]
    return table("gdelt2-events", rows).encode()


def make_same_rows_twice() -> bytes:
    """A file that was appended to itself."""
    return (table("gdelt2-events") * 2).encode()


def make_id_twice() -> bytes:
    """Two different events with one number."""
    rows = gdelt2_events()
    rows[2]["GLOBALEVENTID"] = rows[0]["GLOBALEVENTID"]
    return table("gdelt2-events", rows).encode()


def make_two_stamps() -> bytes:
    """Rows of two fifteen minutes in one GDELT 2.0 file."""
    rows = gdelt2_events()
    rows[2]["DATEADDED"] = "20240305121500"
    return table("gdelt2-events", rows).encode()
