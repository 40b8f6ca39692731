"""Rows of the formats of coders: Phoenix, PETRARCH, KEDS, POLECAT. All of our own making."""

from collections.abc import Callable, Mapping

from eventcoder.validation.dialect import load_dialect

__all__ = ["CLINE", "CODERS", "KEDS", "PETRARCH", "PHOENIX", "POLECAT"]

Row = dict[str, str]

PHOENIX: Row = {
    "EventID": "12345_v0.4.0",
    "Date": "20160704",
    "Year": "2016",
    "Month": "07",
    "Day": "04",
    "SourceActorFull": "FRAGOVMIL",
    "SourceActorEntity": "FRA",
    "SourceActorRole": "GOV",
    "SourceActorAttribute": "MIL",
    "TargetActorFull": "---REB",
    "TargetActorRole": "REB",
    "EventCode": "0211",
    "EventRootCode": "02",
    "QuadClass": "0",
    "GoldsteinScore": "3.4",
    "Issues": "TERROR,2;ELECTION,1",
    "Lat": "45.75",
    "Lon": "4.85",
    "LocationName": "Lyon",
    "StateName": "Auvergne-Rhone-Alpes",
    "CountryName": "FRA",
    "SentenceID": "577a0f_1;577a10_3",
    "URLs": "https://example.org/a;https://example.org/b",
    "NewsSources": "example_news;example_radio",
}
CLINE: Row = {
    "eid": "NYT0000001",
    "story_date": "07/04/1996",
    "year": "1996",
    "month": "7",
    "day": "4",
    "source": "FRAELI",
    "source_root": "FRA",
    "source_others": "ELI",
    "target": "DEUGOV",
    "target_root": "DEU",
    "target_agent": "GOV",
    "code": "040",
    "root_code": "04",
    "quad_class": "1",
    "goldstein": "1.0",
    "joined_issues": "TERROR,1",
    "lat": "48.85",
    "lon": "2.35",
    "placename": "Paris",
    "countryname": "FRA",
    "aid": "6238547",
    "process": "NYT__v1",
}
PETRARCH: Row = {
    "date": "20160704",
    "source": "FRAGOV",
    "target": "---",
    "code": "190",
    "issues": "AIRSTRIKE,1",
    "ids": "AFP20160704_2;AFP20160704_5",
    "url": "https://example.org/a",
    "news_source": "AFP",
    "source_text": "the French government",
    "target_text": "---",
    "event_text": "bombed",
    "source_root": "FRANCE",
    "target_root": "---",
}
KEDS: Row = {
    "date": "890704",
    "source": "FRA",
    "target": "DEUGOV",
    "code": "031",
    "label": "(MEET)",
    "text": "HELD TALKS",
}
POLECAT: Row = {
    "Event ID": "20220704-0100-abc_SANCTION_W",
    "Event Date": "2022-07-04",
    "Event Type": "SANCTION",
    "Event Mode": "withdraw",
    "Intensity": "-6.0",
    "Quad Code": "MATERIAL CONFLICT",
    "Contexts": "diplomatic; pro-democracy",
    "Actor Name": "Government of France",
    "Actor Country": "FRA",
    "Actor COW": "220",
    "Primary Actor Sector": "GOV",
    "Actor Sectors": "GOV; MIL",
    "Actor Title": "None",
    "Actor Name Raw": "Paris",
    "Wikipedia Actor ID": "None",
    "Recipient Name": "Example Front",
    "Recipient Country": "DEU; None",
    "Recipient COW": "255; None",
    "Primary Recipient Sector": "REB",
    "Recipient Sectors": "REB",
    "Recipient Title": "None",
    "Recipient Name Raw": "the front",
    "Wikipedia Recipient ID": "None",
    "Placename": "Lyon",
    "City": "Lyon",
    "District": "None",
    "Province": "Auvergne-Rhone-Alpes",
    "Country": "FRA",
    "Latitude": "45.75",
    "Longitude": "4.85",
    "GeoNames ID": "2996944",
    "Raw Placename": "Lyon",
    "Feature Type": "PPLA",
    "Source": "Example News",
    "Publication Date": "2022-07-05",
    "Story People": "None",
    "Story Organizations": "None",
    "Story Locations": "Lyon",
    "Language": "French",
    "Version": "NGEC-1",
}


def rows_like(format: str, row: Row, own: Mapping[str, str]) -> Callable[[int], list[Row]]:
    """Makes rows of a format's preferred layout that differ in some cells.

    Args:
        format: its name.
        row: cells of every row.
        own: column -> text in which {} is the number of the row.
    """

    def make(rows: int = 3) -> list[Row]:
        names = load_dialect(format).layouts[0].columns
        return [
            {name: own[name].format(number) if name in own else row.get(name, "") for name in names}
            for number in range(rows)
        ]

    return make


CODERS: Mapping[str, Callable[[int], list[Row]]] = {
    "phoenix": rows_like("phoenix", PHOENIX, {"EventID": "{}_v0.4.0", "SentenceID": "577a0f{}_1"}),
    "phoenix-cline": rows_like("phoenix-cline", CLINE, {"eid": "NYT{}"}),
    "petrarch": rows_like("petrarch", PETRARCH, {"ids": "AFP{}_2"}),
    "keds": rows_like("keds", KEDS, {"text": "HELD TALKS {}"}),
    "polecat": rows_like("polecat", POLECAT, {"Event ID": "20220704-0100-abc{}_SANCTION_W"}),
}
"""Format -> what makes a number of its rows."""
