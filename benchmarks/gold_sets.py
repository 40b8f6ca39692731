"""Turns annotated sets of other shapes into gold files: python benchmarks/gold_sets.py SET.jsonl... > gold.jsonl

Read are the shapes (told by their fields) of sentences with a marked source and target and a relation (PLV:
snowood1/Zero-Shot-PLOVER), of the PLOVER gold records, of sentences with one CAMEO code, without any event ("why"), or
with justifications ("claims"). Such sets name one event of a sentence, so their texts are not complete. YIELD stands
for CONCEDE and RETREAT; older PLOVER drafts have names of their own.
"""

import json
import sys
from pathlib import Path
from typing import Any

RELATIONS = {"YIELD": ["CONCEDE", "RETREAT"]}
OLD_EVENTS = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
OLD_CODES = {
    "JAP": ["JPN"],
    "ROM": ["ROU"],
    "ITL": ["ITA"],
    "VTN": ["VNM"],
    "UNO": ["UNO", "IGO"],
    "EUR": ["EUR", "IGO"],
    "IGO": ["IGO", "UNO", "EUR"],
}

Line = dict[str, Any]


def marked(spans: list[list[int]]) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in spans]


def parties(side: list[Line]) -> list[dict[str, str]]:
    return [{"code": code} for one in side if one.get("code") for code in OLD_CODES.get(one["code"], [one["code"]])]


def events(line: Line) -> list[Line]:
    """The events of a sentence, whatever its shape."""
    if "root" in line:
        sides = {"actor": marked(line["source"]), "recipient": marked(line["target"])}
        label = RELATIONS.get(line["root"], line["root"])
    elif "event" in line:
        sides = {"actor": parties(line["actor"]), "recipient": parties(line["recipient"])}
        label = OLD_EVENTS.get(line["event"], line["event"])
    elif "cameo" in line:
        return [{"cameo": line["cameo"]}]
    else:
        return []
    return [{"event": label} | {name: side for name, side in sides.items() if side}]


def gold(line: Line, source: str) -> Line:
    """A line of a gold file."""
    found: Line = {"id": f"{source}:{line['id']}", "text": line["text"], "source": source}
    if line.get("date"):
        found["date"] = line["date"]
    if "claims" in line:
        return found | {"claims": line["claims"]}
    made = events(line)
    return found | {"events": made, "complete": not made}


def article_event(wanted: Line, start: int, end: int) -> Line:
    """An event of a paragraph."""
    made: Line = {name: wanted[name] for name in ("event", "mode", "cameo", "country", "date") if name in wanted}
    for side in ("actor", "recipient"):
        names = {"code": side, "sector": f"{side}_sector", "text": f"{side}_text"}
        party = {name: wanted[key] for name, key in names.items() if key in wanted}
        if party:
            made[side] = [party]
    return made | {"start": start, "end": end}


def article(path: Path) -> Line:
    """An article with the events of its paragraphs."""
    facts = json.loads(path.read_text(encoding="utf-8"))
    text = (path.parent / facts["file"]).read_text(encoding="utf-8")
    found: dict[str, list[Line]] = {"required": [], "forbidden": []}
    for paragraph in facts["sentences"]:
        start = text.index(paragraph["starts"])
        end = text.find("\n", start) if "\n" in text[start:] else len(text)
        for name, made in found.items():
            made += [article_event(wanted, start, end) for wanted in paragraph.get(name, ())]
    line = {"id": path.stem, "text": text, "date": facts["date"], "source": "articles", "complete": False}
    return line | {"events": found["required"], "forbidden": found["forbidden"]}


def main(paths: list[str]) -> None:
    for path in map(Path, paths):
        if path.suffix == ".json":
            print(json.dumps(article(path), ensure_ascii=False))
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            print(json.dumps(gold(json.loads(line), path.stem), ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
