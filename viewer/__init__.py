"""Diplomatic Timeline: a desktop viewer for chronologies of diplomatic events."""

__version__ = "0.1.0"
