"""Coder: the pipeline from documents to event records. Its `_code` reads like the picture in docs/architecture.md."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date as Date
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

from eventcoder.actors import Context, Resolver
from eventcoder.assemble import Assembler, CodedSentence
from eventcoder.circumstances import CircumstanceFinder
from eventcoder.claims import ClaimRules, find_claims
from eventcoder.datelines import dateline
from eventcoder.documents import Document, as_date
from eventcoder.frames import GrammarWords, Vocabulary, build_frames
from eventcoder.frames.lemmas import correct_lemmas, read_lemmas
from eventcoder.merge import merge_events
from eventcoder.ontology import Cameo, Plover
from eventcoder.places import Background
from eventcoder.provenance import Provenance
from eventcoder.records import Event
from eventcoder.reliability import LEAST_RUNNING, Grader, check_grade, is_running
from eventcoder.rules.choose import choose
from eventcoder.rules.compose import Composer
from eventcoder.rules.load import load_codebook
from eventcoder.rules.match import Matcher
from eventcoder.rules.model import Codebook
from eventcoder.rules.view import SentenceView
from eventcoder.sentences import Sentence, split
from eventcoder.syntax import Parse, ParserIdentity

if TYPE_CHECKING:
    from eventcoder.rules.explain import Explanation

__all__ = ["CodedDocument", "Coder", "Parser"]

UNWRITTEN = ("negation", "hypothetical")
"""Events with one of these flags are written only where the caller keeps them."""

CHUNK = 16
"""Documents that one process takes at a time."""


class Parser(Protocol):
    """What the coder needs of a parser."""

    @property
    def identity(self) -> ParserIdentity:
        """Which parser this is."""

    def parse(self, sentences: Iterable[tuple[str, int]]) -> Iterator[Parse]:
        """Parse sentences (text, offset in the document), in order."""


class CodedDocument(NamedTuple):
    """What came out of a document.

    Attributes:
        document: the document.
        events: its events, in the order of the text.
        left_out: how many more were coded and left out for their grade.
    """

    document: Document
    events: list[Event]
    left_out: int


class Coder:
    """Codes texts into events.

    Args:
        codebook: name or folder of a codebook, or a loaded one.
        extensions: False leaves pure PLOVER: no JUSTIFY records.
        keep: flags ("negation", "hypothetical") whose events are written, too.
        include_text: False writes offsets without the sentences.
        merge: True makes one record of an event that a document tells several times.
        min_grade: events of a worse grade of reliability ("A" to "D") are left out; "D" leaves out none. None leaves
            out what is worse than B in running text (long prose that mostly tells no events) and nothing elsewhere.
        parser: a parser; the English one by default.

    Raises:
        CodebookError: the codebook has errors.
        EventcoderError: a least grade is wanted, and the codebook has no measured reliability.
        ValueError: there is no such grade.
        ParserError: the parser or its model is not installed.
    """

    def __init__(
        self,
        codebook: str | Codebook = "default",
        *,
        extensions: bool = True,
        keep: Collection[str] = (),
        include_text: bool = True,
        merge: bool = False,
        min_grade: str | None = None,
        parser: Parser | None = None,
    ) -> None:
        if parser is None:
            from eventcoder.syntax import EnglishParser

            parser = EnglishParser()
        self._arguments = (codebook, extensions, tuple(keep), include_text, merge, min_grade)
        self.codebook = codebook if isinstance(codebook, Codebook) else load_codebook(codebook, examples=False)
        self.parser = parser
        self._keep, self._merge = frozenset(keep), merge
        self._grader = Grader.load(self.codebook.folders)
        self._grades = check_grade(min_grade, self._grader) if min_grade is not None else None
        self._running_grades = self._grades or (check_grade(LEAST_RUNNING, self._grader) if self._grader else None)
        self._grammar = GrammarWords.of(self.codebook.words)
        self._lemmas = read_lemmas(self.codebook.folders)
        self._matcher = Matcher(self.codebook)
        self._vocabulary = Vocabulary(self._matcher.nouns, self._matcher.adjectives, self._matcher.topics)
        self._composer = Composer(self.codebook, self._matcher)
        self._resolver = Resolver.load(self.codebook.folders)
        self._claim_rules = ClaimRules.load(self.codebook)
        options = {"extensions": extensions, "keep": sorted(keep), "merge": merge, "min_grade": min_grade}
        self.provenance = Provenance.of(self.codebook, parser.identity, options)
        self._circumstances = CircumstanceFinder.load(self.codebook.folders, self._resolver.lexicon)
        self._assembler = Assembler(
            Cameo.load(),
            Plover.load(),
            self._circumstances,
            self.provenance.digest,
            extensions=extensions,
            include_text=include_text,
        )

    def code(self, text: str, *, id: str = "text", date: str | Date | None = None) -> list[Event]:
        """Code one text.

        Args:
            text: the text; offsets in the events are characters into it.
            id: identifier that the records carry.
            date: day of publication, a date or "YYYY-MM-DD"; relative dates ("on Tuesday") need it.

        Raises:
            ValueError: the date is none.
        """
        document = Document(id, text, _day(date))
        return next(events for _, events in self.pipe([document]))

    def pipe(self, documents: Iterable[Document], n_process: int = 1) -> Iterator[tuple[Document, list[Event]]]:
        """Code documents as they come; results come in the same order, whatever the number of processes.

        Args:
            documents: any number of documents.
            n_process: processes to use; each loads its own parser.
        """
        for document, events, _ in self.results(documents, n_process):
            yield document, events

    def results(self, documents: Iterable[Document], n_process: int = 1) -> Iterator[CodedDocument]:
        """As `pipe`, and how many events of each document were left out for their grade."""
        if n_process > 1:
            yield from self._in_processes(documents, n_process)
            return
        waiting: deque[tuple[Document, list[Sentence]]] = deque()
        found: list[Parse] = []
        # the parser reads ahead by a batch; documents without sentences wait their turn
        for parse in self.parser.parse(self._sentences(documents, waiting)):
            while not waiting[0][1]:
                yield CodedDocument(waiting.popleft()[0], [], 0)
            found.append(parse)
            document, sentences = waiting[0]
            if len(found) == len(sentences):
                waiting.popleft()
                yield self._code(document, sentences, found)
                found = []
        for document, _ in waiting:
            yield CodedDocument(document, [], 0)

    def explain(self, text: str, *, date: str | Date | None = None) -> "Explanation":
        """Which rules were tried on a text, what fired, and why the others did not."""
        from eventcoder.rules.explain import explain

        document = Document("text", text, _day(date))
        sentences = _codable(document)
        parses = list(self.parser.parse((s.text, s.start) for s in sentences))
        views = list(self._analyse(document, sentences, parses))
        events = [event for found in views for event in self._assembler.records(found)]
        running = is_running(len(sentences), filter(self._is_written, events))
        return explain(views, [self._graded(event, running) for event in events], self._matcher)

    # ------------------------------------------------------------------ the stages

    def _sentences(
        self, documents: Iterable[Document], waiting: deque[tuple[Document, list[Sentence]]]
    ) -> Iterator[tuple[str, int]]:
        for document in documents:
            sentences = _codable(document)
            waiting.append((document, sentences))
            for sentence in sentences:
                yield sentence.text, sentence.start

    def _code(self, document: Document, sentences: list[Sentence], parses: list[Parse]) -> CodedDocument:
        analysed = self._analyse(document, sentences, parses)
        written = [event for found in analysed for event in self._assembler.records(found) if self._is_written(event)]
        running = is_running(len(sentences), written)
        grades = self._running_grades if running else self._grades
        graded = [self._graded(event, running) for event in written]
        events = graded if grades is None else [event for event in graded if _grade(event) in grades]
        return CodedDocument(document, merge_events(events) if self._merge else events, len(graded) - len(events))

    def _analyse(self, document: Document, sentences: list[Sentence], parses: list[Parse]) -> Iterator[CodedSentence]:
        day = document.date.isoformat() if document.date else None
        background = Background.of(self._dateline_country(document))
        context = Context(date=day, default_country=background.dateline)
        for sentence, parse in zip(sentences, parses, strict=True):
            mentions = self._resolver.mentions(sentence.text, day, context)
            self._resolver.begin(parse, mentions, context)
            correct_lemmas(parse, self._lemmas)
            frames = build_frames(parse, self._grammar, self._vocabulary)
            resolve = partial(self._resolver.resolve, parse, mentions, context=context)
            view = SentenceView(parse, frames, self._grammar, resolve)
            codings = choose(view, self._composer)
            claims = find_claims(view, self._claim_rules, codings)
            yield CodedSentence(document, sentence, view, codings, claims, mentions, background)
            background = background.after(mentions, self._resolver.lexicon)

    def _dateline_country(self, document: Document) -> str | None:
        line = dateline(document.text)
        if line is None or not line.place:
            return None
        return self._circumstances.places.dateline_country(line.place)

    def _is_written(self, event: Event) -> bool:
        return all(flag in self._keep for flag in event.auxiliary if flag in UNWRITTEN)

    def _graded(self, event: Event, running: bool) -> Event:
        if self._grader is None:
            return event
        return event.model_copy(update={"reliability": self._grader.grade(event, running=running)})

    # ------------------------------------------------------------------ processes

    def _in_processes(self, documents: Iterable[Document], count: int) -> Iterator[CodedDocument]:
        source = iter(documents)
        with ProcessPoolExecutor(count, initializer=_start_worker, initargs=self._arguments) as pool:
            running: deque[tuple[list[Document], Future[list[tuple[list[Event], int]]]]] = deque()
            while True:
                while len(running) < 3 * count and (chunk := list(islice(source, CHUNK))):
                    running.append((chunk, pool.submit(_work, chunk)))
                if not running:
                    return
                chunk, future = running.popleft()
                for document, (events, left_out) in zip(chunk, future.result(), strict=True):
                    yield CodedDocument(document, events, left_out)


def _day(date: str | Date | None) -> Date | None:
    """A date as the caller gave it.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(date, str):
        return date
    try:
        return as_date(date)
    except ValueError as error:
        raise ValueError(f"{date!r} is no date ({error}); write YYYY-MM-DD") from error


def _grade(event: Event) -> str | None:
    return None if event.reliability is None else event.reliability.grade


def _codable(document: Document) -> list[Sentence]:
    return [sentence for sentence in split(document.text) if sentence.role != "dateline"]


_workers: list[Coder] = []  # one coder a worker process, made when the process starts


def _start_worker(
    codebook: str | Codebook,
    extensions: bool,
    keep: tuple[str, ...],
    include_text: bool,
    merge: bool,
    min_grade: str | None,
) -> None:
    coder = Coder(
        codebook, extensions=extensions, keep=keep, include_text=include_text, merge=merge, min_grade=min_grade
    )
    _workers[:] = [coder]


def _work(documents: list[Document]) -> list[tuple[list[Event], int]]:
    return [(result.events, result.left_out) for result in _workers[0].results(documents)]
