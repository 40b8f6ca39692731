"""What coding costs on top of the bare parse of the same sentences, serialisation included.

    python benchmarks/cost.py TEXTS.jsonl [--sentences 2000] [--rounds 3]

Both are timed in turn in one process, on the same sentences, and the best round of each counts: machines are noisy.
"""

import argparse
import gc
import json
import time
from itertools import islice
from pathlib import Path

from eventcoder import Coder, Document
from eventcoder.sentences import split


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help='JSON lines with a field "text"')
    parser.add_argument("--sentences", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    coder = Coder()
    gc.freeze()  # as the command does
    documents, count = [], 0
    with open(arguments.texts, encoding="utf-8") as stream:
        for number, line in enumerate(stream):
            text = json.loads(line)["text"]
            documents.append(Document(f"d{number}", text))
            count += len(split(text))
            if count >= arguments.sentences:
                break
    sentences = [(s.text, s.start) for d in documents for s in split(d.text)]
    list(coder.parser.parse(islice(sentences, 200)))  # warm up
    bare, whole, events = [], [], 0
    for _ in range(arguments.rounds):
        start = time.perf_counter()
        for _ in coder.parser._nlp.pipe((text for text, _ in sentences), batch_size=64):
            pass
        bare.append(time.perf_counter() - start)
        start = time.perf_counter()
        events = sum(len(event.to_json()) > 0 for _, found in coder.pipe(documents) for event in found)
        whole.append(time.perf_counter() - start)
    parse, code = min(bare), min(whole)
    print(f"{len(sentences)} sentences, {events} events")
    print(f"bare parse      {1e6 * parse / len(sentences):8.0f} µs a sentence")
    print(f"coding in all   {1e6 * code / len(sentences):8.0f} µs a sentence")
    print(
        f"cost over parse {100 * (code - parse) / parse:8.0f} %  (rounds: "
        + ", ".join(f"{100 * (w - b) / b:.0f}" for b, w in zip(bare, whole, strict=True))
        + ")"
    )


if __name__ == "__main__":
    main()
