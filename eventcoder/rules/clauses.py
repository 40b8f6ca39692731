"""What the words around a predicate say that composition asks for. Imports frames, the view and the model."""

from eventcoder.frames import Frame
from eventcoder.frames.phrases import is_finite, is_quoted, token_before
from eventcoder.rules.coding import Coding
from eventcoder.rules.model import RoleSpec
from eventcoder.rules.view import SentenceView
from eventcoder.syntax import labels as L

__all__ = ["is_addressed", "is_beside", "is_contact", "is_past", "is_said_by_somebody", "names_somebody"]

WEAPON = "weapon"  # kind of a noun that is asked for or given, as well as somebody


def is_beside(view: SentenceView, frame: Frame, clause: Frame) -> bool:
    """ "Lifted the ban as he pushed for a deal", "gave up the town, pulling out": what a predicate is not about.

    That is a clause of time or ground, and a participle behind a comma where the predicate has its object.
    """
    parse = view.parse
    speaks = clause.lemma in view.words.reporting_verbs
    if parse.forms[clause.head] == L.GERUND and frame.objects and not (speaks or parse.cases[clause.head]):
        return token_before(parse, clause.head) == L.PUNCTUATION
    return bool(parse.below(clause.head, L.MARK)) and is_finite(parse, clause)


def is_past(view: SentenceView, frame: Frame) -> bool:
    """ "Did not meet", "has never signed", "never met": what did not happen is no refusal."""
    parse = view.parse
    verb = frame.light if frame.light >= 0 else frame.head
    helpers = parse.below(verb, L.AUX, L.PASSIVE_AUX, L.COPULA)
    if parse.forms[verb] == L.PAST and not helpers:
        return True
    return any(parse.words[token].lower() in view.words.past_auxiliaries for token in helpers)


def is_contact(view: SentenceView, frame: Frame) -> bool:
    """ "Phoned the president to congratulate him": the purpose is what was said."""
    return frame.governor >= 0 and view.frames[frame.governor].lemma in view.words.contact_verbs


def is_said_by_somebody(view: SentenceView, coding: Coding) -> bool:
    """A whole sentence in quotation marks is of a speaker whom another sentence names; who acts is another."""
    parse, words = view.parse, view.words
    surface = [parse.lemmas[role.who.head] for role in coding.actors]
    surface += [parse.lemmas[argument.head] for argument in coding.frame.actors]
    return is_quoted(parse, words) and bool(surface) and not words.own_pronouns & set(surface)


def is_addressed(view: SentenceView, frame: Frame, spec: RoleSpec) -> bool:
    """ "Asks you to find my daughter": the one addressed is a pronoun that stands for nobody known."""
    if "object" not in spec.sources:
        return False
    pronouns = [a for a in frame.objects if a.near == 0 and view.parse.classes[a.head] == L.PRONOUN]
    return any((who := view.actor(a.head)) is None or not who.code for a in pronouns)


def names_somebody(view: SentenceView, frame: Frame) -> bool:
    """ "The opposition" is somebody, and no event; a weapon is what is asked for or given."""
    who = view.actor(frame.head)
    return who is not None and who.codable and bool(who.sector) and who.kind != WEAPON
