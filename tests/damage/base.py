"""Small sound files of each format, made of invented events: what the damaged ones are made from."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from eventcoder.validation.dialect import load_dialect
from tests.damage.coders import CODERS

Row = dict[str, str]
STAMP = "20240305120000"

PLACE = {
    "Type": "1",
    "FullName": "France",
    "CountryCode": "FR",
    "ADM1Code": "FR",
    "Lat": "46",
    "Long": "2",
    "FeatureID": "FR",
}
EVENTS = (("036", "036", "03", "1", "4.0"), ("190", "190", "19", "4", "-10.0"), ("012", "012", "01", "1", "-0.4"))


def gdelt2_events(rows: int = 3) -> list[Row]:
    """Rows of GDELT 2.0 in which every rule holds."""
    made = []
    for number in range(rows):
        code, base, root, quad, score = EVENTS[number % len(EVENTS)]
        row = dict.fromkeys(columns("gdelt2-events"), "")
        row |= {
            "GLOBALEVENTID": f"{900000001 + number}",
            "SQLDATE": "20240305",
            "MonthYear": "202403",
            "Year": "2024",
            "FractionDate": "2024.1781",
            "Actor1Code": "FRA",
            "Actor1Name": "FRANCE",
            "Actor1CountryCode": "FRA",
            "Actor2Code": "DEUGOV",
            "Actor2Name": "GERMANY",
            "Actor2CountryCode": "DEU",
            "Actor2Type1Code": "GOV",
            "IsRootEvent": "1",
            "EventCode": code,
            "EventBaseCode": base,
            "EventRootCode": root,
            "QuadClass": quad,
            "GoldsteinScale": score,
            "NumMentions": "10",
            "NumSources": "1",
            "NumArticles": "10",
            "AvgTone": "-1.25",
            "DATEADDED": STAMP,
            "SOURCEURL": f"https://news.example/{number}",
        }
        for who in ("Actor1Geo", "Actor2Geo", "ActionGeo"):
            row |= {f"{who}_{name}": value for name, value in PLACE.items()}
        made.append(row)
    return made


def gdelt1_events(rows: int = 3) -> list[Row]:
    """Rows of GDELT 1.0, 58 columns."""
    names = columns("gdelt1-events")
    return [{name: row[name] for name in names} | {"DATEADDED": STAMP[:8]} for row in gdelt2_events(rows)]


def gdelt2_mentions(rows: int = 3) -> list[Row]:
    """Rows of GDELT 2.0 mentions."""
    cells = (
        STAMP,
        STAMP,
        "1",
        "news.example",
        "https://news.example/a",
        "7",
        "10",
        "20",
        "30",
        "1",
        "100",
        "1655",
        "-4.5",
    )
    return [
        dict(zip(columns("gdelt2-mentions"), (f"{900000001 + number}", *cells, "", ""), strict=True))
        for number in range(rows)
    ]


def icews(rows: int = 3) -> list[Row]:
    """Rows of ICEWS."""
    made = []
    for number in range(rows):
        row = {
            "Event ID": f"{32000001 + number}",
            "Event Date": f"2018-06-{number % 30 + 1:02}",
            "Source Name": "Police (Australia)",
            "Source Sectors": "Police,Government",
            "Source Country": "Australia",
            "Event Text": "Make statement",
            "CAMEO Code": "010",
            "Intensity": "0",
            "Target Name": "Citizen (Australia)",
            "Target Sectors": "General Population / Civilian / Social,Social",
            "Target Country": "Australia",
            "Story ID": f"{47000001 + number}",
            "Sentence Number": "2",
            "Publisher": "Example News",
            "City": "Sydney",
            "District": "",
            "Province": "State of New South Wales",
            "Country": "Australia",
            "Latitude": "-33.8679",
            "Longitude": "151.207",
        }
        made.append(row)
    return made


def acled(rows: int = 3) -> list[Row]:
    """Rows of ACLED as written since 2023."""
    made = []
    for number in range(rows):
        row = dict.fromkeys(columns("acled"), "")
        row |= {
            "event_id_cnty": f"FRA{1001 + number}",
            "event_date": "2023-02-22",
            "year": "2023",
            "time_precision": "1",
            "disorder_type": "Demonstrations",
            "event_type": "Protests",
            "sub_event_type": "Peaceful protest",
            "actor1": "Protesters (France)",
            "inter1": "6",
            "inter2": "0",
            "interaction": "60",
            "iso": "250",
            "region": "Europe",
            "country": "France",
            "admin1": "Ile-de-France",
            "admin2": "Paris",
            "location": "Paris",
            "latitude": "48.8566",
            "longitude": "2.3522",
            "geo_precision": "1",
            "source": "Example News",
            "source_scale": "National",
            "notes": 'On 22 February 2023, teachers marched in Paris; "enough", they said, and went home.',
            "fatalities": "0",
            "tags": "crowd size=no report",
            "timestamp": "1677500000",
        }
        made.append(row)
    return made


def ucdp(rows: int = 3) -> list[Row]:
    """Rows of UCDP GED, 49 columns."""
    made = []
    for number in range(rows):
        row = dict.fromkeys(columns("ucdp-ged"), "")
        row |= {
            "id": f"{15960 + number}",
            "relid": f"NIG-2009-1-793-{number + 1}",
            "year": "2009",
            "active_year": "1",
            "code_status": "Clear",
            "type_of_violence": "1",
            "conflict_dset_id": "297",
            "conflict_new_id": "297",
            "conflict_name": "Nigeria: Government",
            "dyad_dset_id": "640",
            "dyad_new_id": "640",
            "dyad_name": "Government of Nigeria - Example Group",
            "side_a_dset_id": "84",
            "side_a_new_id": "84",
            "side_a": "Government of Nigeria",
            "side_b_dset_id": "1051",
            "side_b_new_id": "1051",
            "side_b": "Example Group",
            "number_of_sources": "1",
            "source_article": '"Example News,2009-06-16,Clash near a town"',
            "source_office": "Example News",
            "source_date": "2009-06-16",
            "source_headline": "Clash near a town",
            "source_original": "police",
            "where_prec": "1",
            "where_coordinates": "Maiduguri town",
            "where_description": "Maiduguri town",
            "adm_1": "Borno state",
            "adm_2": "Maiduguri lga",
            "latitude": "11.846440",
            "longitude": "13.160274",
            "geom_wkt": "POINT (13.160274 11.846440)",
            "priogrid_gid": "146547",
            "country": "Nigeria",
            "country_id": "475",
            "region": "Africa",
            "event_clarity": "1",
            "date_prec": "1",
            "date_start": "2009-06-09",
            "date_end": "2009-06-09",
            "deaths_a": "1",
            "deaths_b": "2",
            "deaths_civilians": "0",
            "deaths_unknown": "0",
            "best": "3",
            "high": "4",
            "low": "3",
            "gwnoa": "475",
        }
        made.append(row)
    return made


def plover(records: int = 3) -> list[dict[str, Any]]:
    """PLOVER 2.0 records."""
    return [
        {
            "id": f"a{number}",
            "date": "2024-03-05",
            "actor": [{"code": "FRA", "sector": "GOV", "entity_text": "the French government"}],
            "recipient": [{"code": "DEU", "sector": "GOV", "entity_text": "the German government"}],
            "event": ["CONSULT"],
            "event_text": ["met"],
            "text_info": {"sequence": 1, "start": 0, "end": 18, "text_story": ["They met in Paris."]},
        }
        for number in range(records)
    ]


def columns(format: str) -> tuple[str, ...]:
    """The columns of a format's preferred layout."""
    return load_dialect(format).layouts[0].columns


MAKERS: Mapping[str, Callable[[int], list[Row]]] = {
    "gdelt1-events": gdelt1_events,
    "gdelt2-events": gdelt2_events,
    "gdelt2-mentions": gdelt2_mentions,
    "icews": icews,
    "acled": acled,
    "ucdp-ged": ucdp,
    **CODERS,
}


def table(
    format: str,
    rows: list[Row] | int = 3,
    delimiter: str | None = None,
    header: bool | None = None,
    end: str = "\n",
    quote_all: bool = False,
) -> str:
    """A file of a format as text, or one that somebody wrote otherwise."""
    dialect = load_dialect(format)
    cut = delimiter or dialect.delimiter
    made = MAKERS[format](rows) if isinstance(rows, int) else rows

    def write(cells: list[str]) -> str:
        if dialect.quoting == "none" and cut == "\t" and not quote_all:
            return cut.join(cells)
        return cut.join(
            '"' + cell.replace('"', '""') + '"' if quote_all or any(mark in cell for mark in (cut, '"', "\n")) else cell
            for cell in cells
        )

    lines = [write(list(row.values())) for row in made]
    if dialect.header != "no" if header is None else header:
        lines.insert(0, write(list(made[0])))
    return "".join(f"{line}{end}" for line in lines)


def json_lines(records: list[dict[str, Any]]) -> str:
    """Records, one a line."""
    return "".join(json.dumps(record) + "\n" for record in records)
