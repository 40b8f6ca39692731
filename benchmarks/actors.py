"""How many actor and recipient texts of annotated sentences get the right country code.

    python benchmarks/actors.py GSR.jsonl [--errors]

Each line of the file is a sentence ("text") with "actor" and "recipient" lists of {text, code, sector}. A text is
looked up in its sentence (the best-overlapping noun phrase), resolved in context, and its code compared. UNO and EUR
count as IGO; three gold codes that are no ISO codes are read as what they mean.
"""

import argparse
import json
import re
import time
from collections import Counter
from pathlib import Path

from eventcoder.actors import Context, ResolvedActor, Resolver
from eventcoder.resources import codebooks_folder
from eventcoder.syntax import EnglishParser
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

SLIPS = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM", "ROM": "ROU", "UNO": "IGO", "EUR": "IGO"}
HEADS = {L.NOUN, L.NAME, L.PRONOUN, L.ADJECTIVE, L.NUMBER, L.DETERMINER}


def find(sentence: str, text: str) -> tuple[int, int] | None:
    """Where a sentence has the words of a text, whatever stands between words; of "A ... B" the last part."""
    for part in reversed(re.split(r"\.\.+", text)):
        words = re.findall(r"\w+", part)
        match = re.search(r"\W+".join(words), sentence) if words else None
        if match:
            return match.span()
    return None


def head_of(parse: Parse, start: int, end: int) -> int | None:
    """The token that heads the words between two characters: the one whose governor lies outside."""
    inside = [t for t in range(len(parse)) if parse.starts[t] < end and parse.ends[t] > start]
    heads = [t for t in inside if parse.heads[t] not in inside and parse.classes[t] in HEADS]
    names = [t for t in heads if parse.classes[t] in (L.NOUN, L.NAME)]
    return (names or heads or [None])[0]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--errors", action="store_true")
    options = arguments.parse_args()
    rows = [json.loads(line) for line in options.file.read_text("utf-8").splitlines() if line.strip()]
    begin = time.perf_counter()
    resolver = Resolver.load([codebooks_folder("default")])
    loaded = time.perf_counter() - begin
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    ways: Counter[tuple[str, bool]] = Counter()
    parses = EnglishParser().parse([(row["text"], 0) for row in rows])
    for row, parse in zip(rows, parses, strict=True):
        mentions = resolver.mentions(parse.text)
        context = Context()
        for role in ("actor", "recipient"):
            for entity in row[role]:
                gold = SLIPS.get(entity["code"], entity["code"])
                if not gold or not entity["text"]:
                    continue
                place = find(row["text"], entity["text"])
                head = head_of(parse, *place) if place else None
                found: ResolvedActor | None = None
                if head is not None:
                    found = resolver.resolve(parse, mentions, head, context)
                code = SLIPS.get(found.code or "", found.code) if found else None
                total["code"] += 1
                right["code"] += code == gold
                ways[found.resolved_by if found else "not found", code == gold] += 1
                sector = (entity["sector"] or "")[:3]
                total["sector"] += 1
                found_sector = (found.sector or "") if found else ""
                right["sector"] += found_sector == sector
                if options.errors and found and code == gold and found_sector != sector:
                    print(f"SECTOR {sector or '-'}: {found.text!r} {found_sector or '-'} {found.other_sectors}")
                if options.errors and code != gold:
                    shown = f"{found.text!r} {found.code} {found.sector} ({found.resolved_by})" if found else None
                    print(f"{gold} {sector or '-'}: {entity['text']!r} -> {shown}\n    {row['text']}")
    print(f"loading {loaded:.3f} s; {len(resolver.lexicon)} names, {len(resolver.agents)} agent nouns")
    for name in ("code", "sector"):
        print(f"{name}: {right[name]} of {total[name]} = {100 * right[name] / max(total[name], 1):.1f} %")
    for (way, good), number in sorted(ways.items()):
        print(f"  {way:20} {'right' if good else 'wrong'} {number}")


if __name__ == "__main__":
    main()
