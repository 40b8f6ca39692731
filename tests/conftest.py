"""One coder for all tests that need a parser: making one takes seconds."""

import pytest

from eventcoder.coder import Coder


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()
