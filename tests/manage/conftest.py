"""What every test of the desk can ask for."""

from tests.manage.order_desk import desk

__all__ = ["desk"]
