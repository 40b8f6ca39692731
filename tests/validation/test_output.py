import io
import json
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from eventcoder.findings import Finding, Level
from eventcoder.validation.output import summary, to_github, to_html, to_json, to_jsonl, to_sarif, to_text
from eventcoder.validation.output.table import print_report, print_summary
from eventcoder.validation.report import Collector, ValidationReport

NASTY = "<script>alert('1')</script>\n::error::\x1b[31m[bold]%25,:"
LEVELS = {"error", "warning", "note", "none"}
VOID = {"meta"}


def report(*findings: Finding, file: str = "a b/ü.csv", kept: int = 1000) -> ValidationReport:
    collector = Collector(file, "icews", kept)
    collector.add(findings)
    collector.records = 7
    return collector.report()


def finding(**more: object) -> Finding:
    base: dict[str, object] = {"code": "EC311", "level": "error", "message": "lost zeros", "file": "a b/ü.csv"}
    return Finding(**(base | more))  # type: ignore[arg-type]


FULL = finding(line=3, column=2, row=2, field="EventCode", value="20", hint="it was '020'", schema_path="#/a")

texts = st.text(max_size=20)
numbers = st.none() | st.integers(1, 10**6)
findings = st.builds(
    Finding,
    code=st.sampled_from(["EC311", "EC102", "EC613", "EC999"]),
    level=st.sampled_from(["error", "warning", "info"]),
    message=texts,
    file=st.just("f"),
    line=numbers,
    column=numbers,
    row=numbers,
    field=st.none() | texts,
    value=st.none() | texts | st.just(NASTY),
    hint=st.none() | texts,
)


def check_sarif(log: dict[str, object]) -> None:
    """What the schema of SARIF 2.1.0 requires, for the parts that are written here."""
    assert log["version"] == "2.1.0"
    assert isinstance(log["$schema"], str)
    (run,) = log["runs"]  # type: ignore[misc]
    assert set(run) <= {"tool", "columnKind", "invocations", "artifacts", "results", "properties"}
    driver = run["tool"]["driver"]
    assert driver["name"]
    rules = driver["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        assert set(rule) <= {"id", "shortDescription", "help", "defaultConfiguration"}
        assert rule.get("defaultConfiguration", {"level": "none"})["level"] in LEVELS
        assert rule.get("shortDescription", {"text": "x"})["text"]
        assert rule.get("help", {"text": "x"})["text"]
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    for invocation in run["invocations"]:
        assert isinstance(invocation["executionSuccessful"], bool)
        for note in invocation.get("toolExecutionNotifications", ()):
            assert note["level"] in LEVELS
            assert isinstance(note["message"]["text"], str)
    for artifact in run["artifacts"]:
        assert re.fullmatch(r"[A-Za-z0-9%/._~:-]*", artifact["location"]["uri"])
    for result in run["results"]:
        assert set(result) <= {"ruleId", "ruleIndex", "level", "message", "locations", "properties"}
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in LEVELS
        assert isinstance(result["message"]["text"], str)
        (location,) = result["locations"]
        assert set(location) <= {"physicalLocation", "logicalLocations"}
        place = location["physicalLocation"]
        assert (
            run["artifacts"][place["artifactLocation"]["index"]]["location"]["uri"] == place["artifactLocation"]["uri"]
        )
        region = place.get("region", {"startLine": 1})
        assert region["startLine"] >= 1
        assert region.get("startColumn", 1) >= 1


class Page(HTMLParser):
    """Sees that every element is closed, and notes what elements and attributes there are."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.links: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links |= {str(value) for name, value in attributes if name in ("href", "src", "srcset", "action")}
        assert not any(name.startswith("on") for name, _ in attributes)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_output_text_is_one_line_a_finding_and_hides_no_control_characters() -> None:
    text = to_text(report(FULL, finding(value=NASTY)))
    assert text.splitlines()[0] == "a b/ü.csv:3:2: error EC311: lost zeros (it was '020') [EventCode] <20>"
    assert len(text.splitlines()) == 3
    assert "\x1b" not in text
    assert text.splitlines()[-1] == "a b/ü.csv: 7 records, 2 error (EC311 2)"


def test_output_text_says_how_many_are_not_shown() -> None:
    assert "the first 1 of 3 findings are shown" in to_text(report(*[FULL] * 3, kept=1))


def test_output_summary_counts_files_once() -> None:
    reports = [report(FULL), report(finding(level="info")), report(file="other")]
    assert summary(reports) == "2 files, 1 with errors; 21 records, 1 error, 1 info\n"
    assert summary([report()]) == "1 file, none with errors; 7 records, no findings\n"


def test_output_json_and_jsonl() -> None:
    assert json.loads(to_json([report(FULL)]))["counts"] == {"EC311": 1}
    assert [json.loads(line)["code"] for line in to_jsonl([report(FULL, FULL)]).splitlines()] == ["EC311"] * 2
    assert json.loads(to_json([report(file="\udcff")]))["file"] == "\\udcff"


def test_output_github_commands() -> None:
    line = to_github([report(FULL)])
    assert line == ("::error file=a b/ü.csv,line=3,col=2,title=EC311 EventCode::lost zeros <20> (it was '020')\n")
    levels: list[Level] = ["warning", "info"]
    assert [to_github([report(finding(level=level))]).split()[0] for level in levels] == ["::warning", "::notice"]


@given(st.lists(findings, max_size=5))
def test_output_github_is_one_command_a_line(found: list[Finding]) -> None:
    lines = to_github([report(*found)]).split("\n")
    assert len(lines) == len(found) + 1
    assert all(re.match("::(error|warning|notice) ", line) for line in lines[:-1])
    assert all("\r" not in line for line in lines)


@given(st.lists(findings, max_size=5), st.integers(0, 5))
def test_output_sarif_keeps_to_the_standard(found: list[Finding], kept: int) -> None:
    check_sarif(json.loads(to_sarif([report(*found, kept=kept), report(file="/x/y:z")], ["f cannot be read"])))


def test_output_sarif_names_rule_place_and_level() -> None:
    log = json.loads(to_sarif([report(FULL, finding(level="info"))]))
    check_sarif(log)
    (run,) = log["runs"]
    assert run["tool"]["driver"]["rules"][0]["shortDescription"]["text"].startswith("A code has lost")
    assert run["artifacts"] == [{"location": {"uri": "a%20b/%C3%BC.csv"}}]
    first, second = run["results"]
    assert first["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 2}
    assert first["properties"]["row"] == 2
    assert second["level"] == "note"
    assert run["invocations"] == [{"executionSuccessful": True}]
    assert json.loads(to_sarif([], ["x"]))["runs"][0]["invocations"][0]["executionSuccessful"] is False


@given(st.lists(findings, max_size=5), st.text(max_size=10))
def test_output_html_is_whole_and_runs_nothing(found: list[Finding], file: str) -> None:
    page = Page(to_html([report(*found, file=file), report(file=NASTY)], [NASTY]))
    assert not page.open
    assert "script" not in page.tags
    assert all(link.startswith("#") for link in page.links)


def test_output_html_tells_all() -> None:
    page = to_html([report(FULL, *[finding(field="X")] * 2, kept=2)])
    for part in (
        "EC311",
        "EventCode",
        "it was &#x27;020&#x27;",
        "the first 2 of 3 findings",
        "X 2",
        "lost its leading",
    ):
        assert part in page


def test_output_table_shows_codes_by_field_with_the_first_place() -> None:
    console = Console(record=True, width=140, file=io.StringIO())
    print_report(report(FULL, finding(field="X", value="[bold]x[/bold]"), finding(field="X")), console)
    print_report(report(file="clean.csv"), console)
    print_summary([report(FULL), report(file="clean.csv")], console)
    text = console.export_text()
    assert re.search(r"EC311 +1 +3 +EventCode +20 +lost zeros \(it was '020'\)", text)
    assert re.search(r"EC311 +2 +X +\[bold\]x\[/bold\]", text)
    assert "nothing was found" in text
    assert re.search(r"clean\.csv +icews +7 +0 +0 +0", text)
