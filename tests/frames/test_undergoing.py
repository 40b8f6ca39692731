from eventcoder.frames import GrammarWords, Vocabulary, build_frames
from tests.rules.sentences import GRAMMAR, PARSES

NOUNS = Vocabulary(frozenset({"attack", "warning"}), frozenset())


def named(text: str, lemma: str, words: GrammarWords = GRAMMAR) -> tuple[list[str], list[str], list[str]]:
    parse = PARSES[text]
    frame = next(frame for frame in build_frames(parse, words, NOUNS) if frame.lemma == lemma)
    actors, objects, recipients = (
        [parse.words[a.head] for a in arguments] for arguments in (frame.actors, frame.objects, frame.recipients)
    )
    return actors, objects, recipients


def test_who_is_subjected_to_an_event_undergoes_it() -> None:
    assert named("Mali was subjected to attacks by rebels.", "attack") == (["rebels"], ["Mali"], [])


def test_who_is_handed_something_receives_it() -> None:
    assert named("Soldiers who were handed warnings by Chad left.", "hand")[1:] == (["warnings"], ["Soldiers"])


def test_who_repels_an_event_would_undergo_it() -> None:
    assert named("Soldiers repelled an attack by rebels.", "attack") == (["rebels"], ["Soldiers"], [])


def test_who_is_defended_against_an_event_would_undergo_it() -> None:
    assert named("France defended Mali against an attack by rebels.", "attack") == (["rebels"], ["Mali"], [])


def test_who_is_phoned_is_no_predicate_noun() -> None:
    assert named("Rebels called King Abdullah to apologize.", "call")[1] == ["Abdullah"]


def test_the_target_of_an_event_undergoes_it() -> None:
    assert named("Mali was the target of an attack by rebels.", "attack") == (["rebels"], ["Mali"], [])
