"""Verbs of exchange: load a package, dump one."""

from dangvu.exchange.services.dump import dump
from dangvu.exchange.services.load import Result, load

__all__ = ["Result", "dump", "load"]
