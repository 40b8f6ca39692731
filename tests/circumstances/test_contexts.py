from pathlib import Path

import pytest

from eventcoder.contexts import MOST, ContextWords, SentenceContexts
from eventcoder.errors import ResourceError
from eventcoder.frames import Frame
from eventcoder.resources import codebooks_folder
from eventcoder.vocabulary import codes
from tests.circumstances.handmade import coding_of, parse_of, view_of

# Police arrested candidates, a doctor said of the vote.
PARSE = parse_of(
    "Police/n/2/subject/_/police arrested/v/6/complement//arrest candidates/n/2/object ,/x/6/punct doctor/n/6/subject "
    "said/v/0/root//say of/p/8/case vote/n/6/oblique/of"
)
ARREST = Frame(0, "verb", 1, (1,), "arrest", governor=1)
SAY = Frame(1, "verb", 5, (5,), "say")


def words(**contexts: dict[str, list[str]]) -> ContextWords:
    entries: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    for context, lists in contexts.items():
        for name, found in lists.items():
            for word in found:
                lemmas = tuple(word.split())
                entries.setdefault(lemmas[0], []).append((lemmas, context, int(name == "words")))
    for listed in entries.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return ContextWords(entries)


def of(known: ContextWords, *own: str) -> tuple[str, ...]:
    coding = coding_of(ARREST, "COERCE", own)
    return SentenceContexts(known, view_of(PARSE, [ARREST, SAY]), [coding]).of(coding)


def test_contexts_distinctive_word_of_the_clause_is_enough() -> None:
    assert of(words(election={"words": ["candidate"]})) == ("election",)


def test_contexts_distinctive_word_elsewhere_is_not_enough_alone() -> None:
    known = words(health={"words": ["doctor"]}, election={"words": ["vote"], "weak": ["candidate"]})
    assert of(known) == ("election",)


def test_contexts_one_weak_word_is_not_enough() -> None:
    assert of(words(election={"weak": ["candidate"]})) == ()
    assert of(words(election={"weak": ["candidate", "police"]})) == ("election",)


def test_contexts_rule_comes_first_and_four_are_the_most() -> None:
    several = {f"context_{number}": {"words": ["candidate"]} for number in range(6)}
    found = of(words(**several), "legal")
    assert found[0] == "legal"
    assert len(found) == MOST == len(set(found))


def test_contexts_longer_word_hides_the_shorter_inside_it() -> None:
    parse = parse_of("West/N/2/compound/_/west Bank/N/0/root/_/bank")
    known = words(economic={"words": ["bank"]}, territory={"words": ["west bank"]})
    assert [context for _, _, context, _ in known.find(parse)] == ["territory"]


def test_contexts_all_of_plover_have_words_of_their_own() -> None:
    known = ContextWords.load([codebooks_folder("default")])
    listed = {context for entries in known.entries.values() for _, context, _ in entries}
    assert listed == set(codes("context"))
    for context in listed:
        distinctive = [e for entries in known.entries.values() for e in entries if e[1] == context and e[2]]
        assert len(distinctive) >= 20, context


def test_contexts_file_of_another_shape_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "contexts" / "en"
    folder.mkdir(parents=True)
    (folder / "a.yaml").write_text("schema: eventcoder.contexts/1\ncontexts: {health: {strong: [virus]}}\n")
    with pytest.raises(ResourceError, match="health"):
        ContextWords.load([tmp_path])
