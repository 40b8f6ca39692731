"""Checks event files against their schemas: findings and the report. Imports records, vocabulary and json_text."""

from eventcoder.validation.report import ValidationReport
from eventcoder.validation.validate import formats, validate, validate_files

__all__ = ["ValidationReport", "formats", "validate", "validate_files"]
