from eventcoder.findings import Finding, Level
from eventcoder.validation.report import Collector


def finding(code: str, level: Level) -> Finding:
    return Finding(code=code, level=level, message="m")


def test_report_counts_beyond_what_it_keeps() -> None:
    collector = Collector("f", "record", kept=2)
    collector.add(finding("EC401", "error") for _ in range(5))
    collector.add([finding("EC102", "warning")])
    report = collector.report()
    assert len(report.findings) == 2
    assert report.counts == {"EC102": 1, "EC401": 5}
    assert report.levels == {"error": 5, "warning": 1}
    assert report.total == 6
    assert not report.ok


def test_report_levels_are_reached_from_below() -> None:
    collector = Collector("f", "record")
    assert collector.report().ok
    assert not collector.report().reaches("info")
    collector.add([finding("EC509", "warning")])
    report = collector.report()
    assert report.ok
    assert not report.reaches("error")
    assert report.reaches("warning")
    assert report.reaches("info")


def test_report_as_dict_is_json_ready() -> None:
    collector = Collector("f", "plover")
    collector.add([finding("EC401", "error")])
    collector.records = 3
    assert collector.report().as_dict() == {
        "file": "f",
        "format": "plover",
        "detected": None,
        "ok": False,
        "records": 3,
        "levels": {"error": 1},
        "counts": {"EC401": 1},
        "fields": {"EC401": {"": 1}},
        "findings": [{"code": "EC401", "level": "error", "message": "m"}],
    }
