"""The shop's specification, as tests."""
