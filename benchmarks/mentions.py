"""Finding names: our dictionary of whole names beside an Aho-Corasick automaton, on the same sentences.

    python benchmarks/mentions.py ARTICLES.jsonl

Each line of the file is an article ("text"). The automaton (ahocorasick_rs) gets all keys of the lexicon and text that
has been folded to keys beforehand, so that its time is the bare search: no case rules, conditions or offsets.
"""

import json
import sys
import time
from pathlib import Path

from eventcoder.actors import Lexicon, find_mentions
from eventcoder.actors.spelling import key
from eventcoder.resources import codebooks_folder
from eventcoder.sentences import split

ROUNDS = 3


def main() -> None:
    lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
    sentences = [sentence.text for line in lines for sentence in split(json.loads(line)["text"])]
    begin = time.perf_counter()
    lexicon = Lexicon.load([codebooks_folder("default")])
    print(f"{len(sentences)} sentences; {len(lexicon)} names loaded in {time.perf_counter() - begin:.3f} s")
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        found = sum(len(find_mentions(lexicon, sentence)) for sentence in sentences)
        times.append(time.perf_counter() - begin)
    print(f"dictionary: {min(times) / len(sentences) * 1e6:.1f} microseconds a sentence, {found} mentions")
    try:
        import ahocorasick_rs
    except ImportError:
        print("automaton: ahocorasick_rs is not installed")
        return
    begin = time.perf_counter()
    automaton = ahocorasick_rs.AhoCorasick(
        [f" {name} " for name in lexicon.names], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    built = time.perf_counter() - begin
    begin = time.perf_counter()
    folded = [f" {key(sentence)} " for sentence in sentences]
    folding = time.perf_counter() - begin
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        found = sum(len(automaton.find_matches_as_indexes(sentence)) for sentence in folded)
        times.append(time.perf_counter() - begin)
    print(
        f"automaton: {min(times) / len(sentences) * 1e6:.1f} microseconds a sentence and {found} matches, after "
        f"{folding / len(sentences) * 1e6:.1f} a sentence for folding the text and {built:.3f} s for building"
    )


if __name__ == "__main__":
    main()
