"""One coder for all tests that need a parser: making one takes seconds."""

import pytest
from hypothesis import settings

from eventcoder.coder import Coder

# Machines are shared and noisy: nothing is timed in tests.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()
