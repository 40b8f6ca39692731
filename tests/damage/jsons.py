"""Damage of JSON files, and attacks on what reads them."""

import gzip
import json

from tests.damage.base import json_lines, plover

SOUND = json_lines(plover())


def make_json_lines() -> bytes:
    """Sound, one record a line."""
    return SOUND.encode()


def make_json_array() -> bytes:
    """Sound, in an array."""
    return json.dumps(plover(), indent=1).encode()


def make_json_one_behind_the_other() -> bytes:
    """Sound, records of several lines."""
    return "\n".join(json.dumps(record, indent=2) for record in plover()).encode()


def make_json_gzip() -> bytes:
    """Sound, in gzip."""
    return gzip.compress(SOUND.encode())


def make_json_deep() -> bytes:
    """100,000 arrays within one another."""
    return b"[" * 100_000 + b"]" * 100_000


def make_json_deep_object() -> bytes:
    """50,000 objects within one another, in a record."""
    return SOUND.encode() + b'{"id":' * 50_000 + b"1" + b"}" * 50_000 + b"\n"


def make_json_deep_later() -> bytes:
    """Deep nesting beyond what detection sees."""
    return (json_lines(plover(900)) + '{"id": ' + "[" * 50_000 + "]" * 50_000 + "}\n").encode()


def make_json_deep_but_readable() -> bytes:
    """900 arrays within one another, which Python can read, in a record beyond what detection sees."""
    return (json_lines(plover(900)) + '{"id": "z", "mode": ' + "[" * 900 + "]" * 900 + "}\n").encode()


def make_json_cut() -> bytes:
    """A last record that is cut off."""
    return SOUND.encode()[:-60]


def make_json_array_cut() -> bytes:
    """An array that is not closed."""
    return json.dumps(plover(), indent=1).encode()[:-20]


def make_json_not_a_number() -> bytes:
    """NaN, which JSON does not have."""
    return SOUND.replace('"sequence": 1', '"sequence": NaN', 1).encode()


def make_json_number_of_5000_digits() -> bytes:
    """A whole number that Python refuses to read."""
    return SOUND.replace('"sequence": 1', '"sequence": ' + "9" * 5000, 1).encode()


def make_json_number_too_large() -> bytes:
    """1e999."""
    return SOUND.replace('"sequence": 1', '"sequence": 1e999', 1).encode()


def make_json_half_a_character() -> bytes:
    """Half a character as an escape."""
    return SOUND.replace("met", "\\ud83d", 1).encode()


def make_json_nul_escape() -> bytes:
    """A NUL as an escape."""
    return SOUND.replace("met", "m\\u0000et", 1).encode()


def make_json_key_twice() -> bytes:
    """A key that stands twice."""
    return SOUND.replace('"date"', '"id": "b", "date"', 1).encode()


def make_json_single_quotes() -> bytes:
    """What Python prints, which is no JSON."""
    return "\n".join(str(record) for record in plover()).encode()


def make_json_comments() -> bytes:
    """Comments, which JSON does not have."""
    return ("// made by hand\n" + SOUND).encode()


def make_json_trailing_comma() -> bytes:
    """A comma before the closing bracket."""
    return json.dumps(plover(), indent=1).replace("\n]", ",\n]").encode()


def make_json_rubbish_between() -> bytes:
    """A line of a log among the records."""
    lines = SOUND.splitlines(keepends=True)
    return "".join([lines[0], "INFO 2024-03-05 wrote 1 record\n", *lines[1:]]).encode()


def make_json_mark() -> bytes:
    """A byte order mark at the start."""
    return b"\xef\xbb\xbf" + SOUND.encode()


def make_json_utf16() -> bytes:
    """JSON in UTF-16."""
    return SOUND.encode("utf-16")


def make_json_latin1() -> bytes:
    """JSON in Latin-1."""
    return SOUND.replace("French", "Français").encode("latin-1")


def make_json_no_records() -> bytes:
    """An empty array."""
    return b"[]\n"


def make_json_error_message() -> bytes:
    """What an interface answers when the key is wrong."""
    return b'{"status": 403, "success": false, "error": {"message": "Access denied"}}'


def make_json_map() -> bytes:
    """GeoJSON of something else."""
    return b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null, "properties": {}}]}'


def make_json_numbers() -> bytes:
    """Records that are numbers."""
    return b"1\n2\n3\n"


def make_json_nothing_but_records_without_content() -> bytes:
    """Objects with nothing in them."""
    return b"{}\n{}\n"


def make_json_many_keys() -> bytes:
    """An object with 10,000 keys."""
    return (SOUND + json.dumps({f"k{number}": number for number in range(10_000)}) + "\n").encode()


def make_json_long_line() -> bytes:
    """A record of 10 MB."""
    return (SOUND + json.dumps(plover(1)[0] | {"id": "long", "text": "A" * 10_000_000}) + "\n").encode()


def make_json_without_what_is_required() -> bytes:
    """A record without its event."""
    records = plover()
    del records[1]["event"]
    return json_lines(records).encode()


def make_json_event_unknown() -> bytes:
    """An event of no list."""
    records = plover()
    records[1]["event"] = ["CONSLUT"]
    return json_lines(records).encode()


def make_json_date_without_quotes() -> bytes:
    """A date without quotes, as PLOVER's manual has it."""
    return SOUND.replace('"2024-03-05"', "2024-03-05", 1).encode()


def make_json_event_twice() -> bytes:
    """A list with one value twice."""
    records = plover()
    records[1]["event"] = ["CONSULT", "CONSULT"]
    return json_lines(records).encode()


def make_json_numbers_among_records() -> bytes:
    """A record that is a number."""
    return (SOUND + "5\n").encode()


def make_json_id_twice() -> bytes:
    """Two records of one name."""
    return (SOUND + json_lines(plover(1))).encode()
