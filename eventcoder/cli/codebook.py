"""`eventcoder codebook`: tests, lints and shows the rules of a codebook."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventcoder.findings import Finding
    from eventcoder.rules.check import CodedEvent
    from eventcoder.rules.model import Codebook

__all__ = ["register"]

REPORTS = ("text", "json", "jsonl")
LEVELS = ("info", "warning", "error")
EXIT_FINDINGS = 1

CodebookOption = Annotated[str, typer.Option("--codebook", help="Codebook: a name or a folder.")]
ReportOption = Annotated[str, typer.Option("--report", help="Form of the findings: text, json or jsonl.")]
FailOption = Annotated[str, typer.Option("--fail-level", help="Level at which the exit code is 1: error or warning.")]

codebook_app = typer.Typer(
    help="Test, lint and show the rules of a codebook.", no_args_is_help=True, rich_markup_mode=None
)


def coder_for(codebook: "Codebook") -> "Callable[[str], Sequence[CodedEvent]]":
    """A function that codes a text by a codebook, with events that are negated or hypothetical."""
    from eventcoder.coder import Coder

    coder = Coder(codebook, keep=frozenset({"negation", "hypothetical"}))
    return lambda text: coder.code(text, id="example")


@codebook_app.command("test")
def run_examples(
    codebook: CodebookOption = "default",
    rule: Annotated[list[str] | None, typer.Option("--rule", help="Only this rule; may be repeated.")] = None,
    report: ReportOption = "text",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No notes and no summary line.")] = False,
) -> None:
    """Run every example of every rule; exit 1 where one fails that is not marked todo."""
    from eventcoder.rules.check import check_examples
    from eventcoder.rules.load import load_codebook

    _check_choice(report, REPORTS, "--report")
    loaded = load_codebook(codebook)
    _check_rules(loaded, rule or ())
    result = check_examples(loaded, coder_for(loaded), rules=rule or None)
    _print([f for f in result.findings if not quiet or f.level != "info"], report)
    if not quiet:
        todo = f", {result.todo} known to fail" if result.todo else ""
        typer.echo(f"{result.passed} of {result.checked} examples come out as they say{todo}", err=True)
    if not result.ok:
        raise typer.Exit(EXIT_FINDINGS)


@codebook_app.command("lint")
def lint_rules(
    codebook: CodebookOption = "default",
    report: ReportOption = "text",
    fail_level: FailOption = "error",
    level: Annotated[str, typer.Option("--level", help="Lowest level to show: info, warning or error.")] = "info",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary line.")] = False,
) -> None:
    """Find what is wrong or poor in a codebook without coding anything."""
    from eventcoder.rules.lint import lint
    from eventcoder.rules.load import read_codebook

    _check_choice(report, REPORTS, "--report")
    _check_choice(fail_level, ("error", "warning"), "--fail-level")
    _check_choice(level, LEVELS, "--level")
    loaded = read_codebook(codebook)
    findings = [*loaded.findings, *lint(loaded)]
    _print([f for f in findings if LEVELS.index(f.level) >= LEVELS.index(level)], report)
    if not quiet:
        counts = ", ".join(f"{sum(f.level == name for f in findings)} {name}s" for name in ("error", "warning"))
        typer.echo(f"{len(loaded.rules)} rules, {len(loaded.word_sets)} word sets: {counts}", err=True)
    if any(LEVELS.index(f.level) >= LEVELS.index(fail_level) for f in findings):
        raise typer.Exit(EXIT_FINDINGS)


@codebook_app.command("list")
def list_rules(
    codebook: CodebookOption = "default",
    event: Annotated[str | None, typer.Option("--event", help="Only rules that code this PLOVER event.")] = None,
    status: Annotated[str | None, typer.Option("--status", help="Only draft, stable or retired rules.")] = None,
    operators: Annotated[bool, typer.Option("--operators", help="Only rules with an operator.")] = False,
) -> None:
    """List the rules: id, what they code, status and title, separated by tabs."""
    from eventcoder.rules.load import load_codebook
    from eventcoder.rules.reading import describe_codes

    for rule in sorted(load_codebook(codebook, examples=False).rules, key=lambda rule: rule.id):
        if event is not None and (rule.codes is None or rule.codes.plover != event.upper()):
            continue
        if (status is not None and rule.status != status) or (operators and not rule.operator):
            continue
        codes = describe_codes(rule.codes) if rule.codes or not rule.operator else ""
        what = "; ".join(part for part in (f"operator {rule.operator}" if rule.operator else "", codes) if part)
        typer.echo(f"{rule.id}\t{what}\t{rule.status}\t{rule.title}")


@codebook_app.command("show")
def show_rule(
    rule_id: Annotated[str, typer.Argument(metavar="RULE_ID", help="Id of the rule.")],
    codebook: CodebookOption = "default",
    all_words: Annotated[bool, typer.Option("--all", help="Every word of long lists.")] = False,
) -> None:
    """Print a rule in plain words, with its examples."""
    from eventcoder.rules.load import load_codebook
    from eventcoder.rules.reading import describe_rule

    loaded = load_codebook(codebook)
    _check_rules(loaded, (rule_id,))
    for rule in loaded.rules:
        if rule.id == rule_id:
            typer.echo(describe_rule(rule, all_words=all_words))


@codebook_app.command("words")
def show_words(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Name of the word set; all by default.")] = None,
    codebook: CodebookOption = "default",
) -> None:
    """Print the words of a word set, one a line; without NAME the names of all sets."""
    from eventcoder.rules.load import load_codebook
    from eventcoder.rules.problems import suggest

    sets = {found.name: found for found in load_codebook(codebook, examples=False).word_sets}
    if name is None:
        for found in sets.values():
            typer.echo(f"{found.name}\t{len(found.words)}\t{found.file}:{found.line}")
        return
    if name not in sets:
        hint = suggest(name, sets)
        raise typer.BadParameter(f"no word set {name!r}{f' ({hint})' if hint else ''}")
    for word in sorted(sets[name].words):
        typer.echo(word)


def _check_choice(value: str, legal: Sequence[str], option: str) -> None:
    if value not in legal:
        raise typer.BadParameter(f"{value!r} is not one of {', '.join(legal)}", param_hint=option)


def _check_rules(codebook: "Codebook", names: Iterable[str]) -> None:
    from eventcoder.rules.problems import suggest

    known = {rule.id for rule in codebook.rules}
    for name in names:
        if name not in known:
            hint = suggest(name, known)
            raise typer.BadParameter(f"no rule {name!r}{f' ({hint})' if hint else ''}")


def _print(findings: "Iterable[Finding]", report: str) -> None:
    import orjson

    if report == "text":
        for finding in findings:
            typer.echo(str(finding))
    elif report == "jsonl":
        for finding in findings:
            typer.echo(orjson.dumps(finding.as_dict()).decode())
    else:
        typer.echo(orjson.dumps([finding.as_dict() for finding in findings], option=orjson.OPT_INDENT_2).decode())


def register(app: typer.Typer) -> None:
    """Add the sub-commands to the command line."""
    app.add_typer(codebook_app, name="codebook")
