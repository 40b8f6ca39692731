"""Reports written down: text and tables for people, JSON, SARIF, HTML and annotations for programs.

Each module turns reports into text and writes nothing itself. They import the report, findings and the catalogue of
codes; nothing of the checking.
"""

from eventcoder.validation.output.github import to_github
from eventcoder.validation.output.html import to_html
from eventcoder.validation.output.json import to_json, to_jsonl
from eventcoder.validation.output.sarif import to_sarif
from eventcoder.validation.output.text import summary, to_text

__all__ = ["summary", "to_github", "to_html", "to_json", "to_jsonl", "to_sarif", "to_text"]
