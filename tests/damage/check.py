"""Checks a damaged file the way a run does: open, detect, read, check."""

from pathlib import Path

from eventcoder.findings import Finding
from eventcoder.json_text import read_json
from eventcoder.validation.detect import detect_source
from eventcoder.validation.meta import load_table_schema
from eventcoder.validation.reader import open_table
from eventcoder.validation.report import Collector, ValidationReport
from eventcoder.validation.schema import schema_findings
from eventcoder.validation.source import open_source
from eventcoder.validation.table import check_table


def check(path: Path, format: str | None = None) -> ValidationReport:
    """The report on a file."""
    with open_source(path) as source:
        detection = detect_source(source, format)
        collector = Collector(source.name, detection.format or "")
        collector.add(detection.findings)
        if detection.readable and detection.kind == "table":
            check_table(open_table(source, detection, collector), load_table_schema(detection.format), collector)
        elif detection.readable:
            for item in read_json(source.stream, source.name):
                if isinstance(item, Finding):
                    collector.add((item,))
                else:
                    collector.add(
                        schema_findings(item.value, detection.format, file=source.name, line=item.line, row=item.row)
                    )
        collector.add(source.findings)
        return collector.report()
