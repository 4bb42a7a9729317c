"""What every test of the organiser's desk can ask for."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.organise.desk import Fair, a_fair


@pytest.fixture
def fair(app: Flask) -> Fair:
    """Give a shop with an organiser and a cooperative, both signed in."""
    return a_fair(app)
