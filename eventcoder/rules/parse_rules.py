"""Makes Rule values of a rule file's mappings; every defect is a finding with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from eventcoder.rules.keys import (
    AUXILIARY,
    CODES_KEYS,
    ENTITY_KINDS,
    EXAMPLE_GROUPS,
    EXAMPLE_KEYS,
    PREPOSITIONS_SET,
    ROLE_KEYS,
    ROLE_SOURCES,
    ROLE_SYNONYMS,
    ROLES,
    RULE_KEYS,
    STATUSES,
)
from eventcoder.rules.legal import LegalCodes
from eventcoder.rules.model import Codes, Example, RoleSpec, Rule
from eventcoder.rules.parse_conditions import AlternativeParser
from eventcoder.rules.problems import Problems, suggest
from eventcoder.rules.shapes import check_keys, choice_of, flag_of, number_of, text_of, texts_in, texts_of
from eventcoder.rules.words import WordBook, is_operator_name
from eventcoder.rules.yaml_text import Listing, Node, Section, Text

__all__ = ["MAX_PRIORITY", "RuleParser", "check_codes"]

MAX_PRIORITY = 100
_ID = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")
_CONTENT = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_MAX_ID = 80


def check_codes(codes: Codes, legal: LegalCodes, at: Section | Text | object, problems: Problems) -> None:
    """Report codes that CAMEO and PLOVER do not have.

    Args:
        codes: the codes of a rule or of a row of the composition table.
        legal: the legal codes.
        at: the YAML mapping, whose values' lines are used where it has them, or a table row.
        problems: where findings go.
    """

    def place(key: str) -> object:
        return at[key] if isinstance(at, Section) and key in at else at

    if codes.cameo and legal.cameo is not None and codes.cameo not in legal.cameo:
        problems.error(
            "EC730",
            f"no CAMEO code {codes.cameo[:20]!r}",
            place("cameo"),
            field="cameo",
            value=codes.cameo,
            hint=_near_code(codes.cameo, legal.cameo),
        )
    if codes.plover and legal.events is not None and codes.plover not in legal.events:
        problems.error(
            "EC731",
            f"no PLOVER event {codes.plover[:40]!r}",
            place("plover"),
            field="plover",
            value=codes.plover,
            choices=legal.events,
        )
    elif codes.mode and legal.modes is not None:
        modes = legal.modes.get(codes.plover, frozenset())
        if not codes.plover:
            problems.error("EC735", "a mode without a PLOVER event", place("mode"), field="mode", value=codes.mode)
        elif codes.mode not in modes:
            instead = (legal.old_modes or {}).get((codes.plover, codes.mode))
            hint = f"now {instead!r}" if instead else "no longer a mode" if instead == "" else None
            problems.error(
                "EC732",
                f"{codes.plover} has no mode {codes.mode[:40]!r}",
                place("mode"),
                field="mode",
                value=codes.mode,
                hint=hint or suggest(codes.mode, modes) or "legal: " + (", ".join(sorted(modes)) or "none"),
            )
    for context in codes.context:
        if legal.contexts is not None and context not in legal.contexts:
            problems.error(
                "EC733",
                f"no PLOVER context {context[:40]!r}",
                place("context"),
                field="context",
                value=context,
                choices=legal.contexts,
            )


def _near_code(code: str, legal: frozenset[str]) -> str | None:
    """The nearest legal code: the longest legal beginning, else by likeness."""
    for end in range(len(code) - 1, 1, -1):
        if code[:end] in legal:
            below = sorted(other for other in legal if other.startswith(code[:end]) and len(other) > end)
            return f"{code[:end]} has " + (", ".join(below[:12]) if below else "no codes below it")
    return suggest(code, legal)


@dataclass(slots=True)
class RuleParser:
    """Parses the rules of one file.

    Args:
        words: the codebook's word sets, expanded.
        legal: the legal codes.
        problems: where findings go.
        examples: whether examples are kept.
    """

    words: WordBook
    legal: LegalCodes
    problems: Problems
    examples: bool = True

    def parse(self, node: Node) -> Iterator[Rule]:
        """The rules of a `rules:` list. A rule with an error is given all the same, as far as it goes."""
        if not isinstance(node, Listing):
            self.problems.error("EC712", "rules wants a list", node, field="rules", hint="begin each rule with '- id:'")
            return
        for entry in node:
            if isinstance(entry, Section):
                rule = self._rule(entry)
                if rule is not None:
                    yield rule
            else:
                self.problems.error("EC712", "a rule is a mapping that begins with '- id:'", entry, field="rules")

    def _rule(self, section: Section) -> Rule | None:
        problems = self.problems
        name = text_of(section, "id", problems)
        what = f"rule {name}" if name else "a rule"
        check_keys(section, RULE_KEYS, problems, required=("id", "title", "event"), what=what)
        if name and (not _ID.fullmatch(name) or len(name) > _MAX_ID):
            problems.error(
                "EC716",
                f"{name[:60]!r} is no rule id",
                section["id"],
                field="id",
                value=name,
                hint="lower-case words joined by dots: assault.aerial.strike",
            )
        codes = self._codes(section)
        operator = text_of(section, "operator", problems)
        if operator and not is_operator_name(operator):
            problems.error(
                "EC713", "an operator's name is in CAPITALS", section["operator"], field="operator", value=operator
            )
        if "codes" not in section and "operator" not in section:
            problems.error("EC718", f"{what} has neither codes nor an operator", section, hint="codes: none blocks")
        roles = self._roles(section)
        return (
            Rule(
                id=name,
                title=text_of(section, "title", problems),
                status=choice_of(section, "status", STATUSES, problems, "draft"),  # type: ignore[arg-type]
                file=problems.file or "",
                line=section.line,
                codes=codes,
                operator=operator,
                alternatives=AlternativeParser(self.words, problems).parse(section["event"], what)
                if "event" in section
                else (),
                actor=roles["actor"],
                recipient=roles["recipient"],
                symmetric=flag_of(section, "symmetric", problems),
                priority=number_of(section, "priority", -MAX_PRIORITY, MAX_PRIORITY, problems),
                examples=self._examples(section) if self.examples else (),
                since=text_of(section, "since", problems),
                references=tuple(map(str, texts_of(section, "references", problems))),
                false_positives=tuple(map(str, texts_of(section, "false_positives", problems))),
            )
            if name
            else None
        )

    def _codes(self, section: Section) -> Codes | None:
        value, problems = section.get("codes"), self.problems
        if value is None or value == "none":
            return None
        if not isinstance(value, Section):
            problems.error("EC712", "codes wants a mapping, or the word none", value, field="codes")
            return None
        check_keys(value, CODES_KEYS, problems, what="codes")
        if not value:
            problems.error("EC714", "codes is empty", value, field="codes", hint="codes: none blocks other rules")
        plover, mode = text_of(value, "plover", problems), text_of(value, "mode", problems)
        content = text_of(value, "content", problems)
        if content and not _CONTENT.fullmatch(content):
            problems.error(
                "EC713",
                "content is lower-case words joined by dots",
                value["content"],
                field="content",
                value=content,
                hint="for example aid.military",
            )
        codes = Codes(
            cameo=text_of(value, "cameo", problems),
            plover=plover,
            mode=mode,
            context=tuple(map(str, texts_of(value, "context", problems))),
            content=content or content_name(plover, mode),
        )
        check_codes(codes, self.legal, value, problems)
        return codes

    def _roles(self, section: Section) -> dict[str, RoleSpec]:
        found = dict.fromkeys(ROLES, RoleSpec())
        value, problems = section.get("roles"), self.problems
        if value is None:
            return found
        if not isinstance(value, Section):
            problems.error("EC712", "roles wants a mapping with actor and recipient", value, field="roles")
            return found
        check_keys(value, ROLES, problems, what="roles")
        for role in ROLES:
            spec = value.get(role)
            if isinstance(spec, Section):
                check_keys(spec, ROLE_KEYS, problems, what=f"roles, {role}")
                found[role] = RoleSpec(
                    sources=tuple(self._role_sources(spec)),
                    types=tuple(self._role_types(spec)),
                    required=flag_of(spec, "required", problems),
                    anything=tuple(self._role_sources(spec, "anything")),
                )
            elif spec is not None:
                hint = f"{role}: {{from: [...], types: [...], required: true}}"
                problems.error("EC712", f"{role} wants a mapping", spec, field=role, hint=hint)
        return found

    def _role_sources(self, spec: Section, key: str = "from") -> Iterator[str]:
        names = (*ROLE_SOURCES, *self.words.expanded.get(PREPOSITIONS_SET, ()))
        places = {place.replace("_", " "): place for place in names} | ROLE_SYNONYMS
        for text in texts_of(spec, key, self.problems):
            source = places.get(text.replace("_", " "))
            if source is not None:
                yield source
            else:
                self.problems.error(
                    "EC713",
                    f"a role cannot come from {str(text)[:40]!r}",
                    text,
                    field=key,
                    value=str(text),
                    choices=places,
                )

    def _role_types(self, spec: Section) -> Iterator[str]:
        legal = self.legal.sectors
        for text in texts_of(spec, "types", self.problems):
            if text in ENTITY_KINDS or legal is None or text in legal:
                yield str(text)
            else:
                self.problems.error(
                    "EC734",
                    f"{str(text)[:40]!r} is neither a sector nor a kind of entity",
                    text,
                    field="types",
                    value=str(text),
                    choices={*ENTITY_KINDS, *legal},
                )

    def _examples(self, section: Section) -> tuple[Example, ...]:
        value, problems = section.get("examples"), self.problems
        if value is None:
            return ()
        if not isinstance(value, Section):
            problems.error("EC712", "examples wants a mapping with match and no_match", value, field="examples")
            return ()
        check_keys(value, EXAMPLE_GROUPS, problems, what="examples")
        found: list[Example] = []
        for group, (match, todo) in EXAMPLE_GROUPS.items():
            entries = value.get(group)
            if isinstance(entries, Listing):
                found.extend(self._example(entry, match, todo) for entry in entries if self._is_example(entry, group))
            elif entries is not None:
                problems.error("EC712", f"{group} wants a list of examples", entries, field=group)
        return tuple(found)

    def _is_example(self, entry: Node, group: str) -> bool:
        if isinstance(entry, Section):
            return True
        hint = '- {text: "...", actor: ..., recipient: ...}'
        self.problems.error("EC712", "an example is a mapping with a text", entry, field=group, hint=hint)
        return False

    def _example(self, entry: Node, match: bool, todo: bool) -> Example:
        assert isinstance(entry, Section)
        problems = self.problems
        check_keys(entry, EXAMPLE_KEYS, problems, required=("text",), what="an example")
        flags = texts_in(entry["flags"], "flags", problems) if "flags" in entry else ()
        for flag in flags:
            if flag not in AUXILIARY:
                problems.error(
                    "EC713",
                    f"{str(flag)[:40]!r} is no flag of an event",
                    flag,
                    field="flags",
                    value=str(flag),
                    choices=AUXILIARY,
                )
        return Example(
            text=text_of(entry, "text", problems),
            match=match,
            line=entry.line,
            actor=tuple(map(str, texts_of(entry, "actor", problems))) if "actor" in entry else (),
            recipient=tuple(map(str, texts_of(entry, "recipient", problems))) if "recipient" in entry else (),
            flags=tuple(map(str, flags)),
            why=text_of(entry, "why", problems) if "why" in entry else "",
            todo=todo,
        )


def content_name(plover: str, mode: str) -> str:
    """How operators see an event that names no content: PLOVER event and mode in lower case, joined by a dot."""
    return f"{plover}.{mode}".lower() if plover and mode else plover.lower()
