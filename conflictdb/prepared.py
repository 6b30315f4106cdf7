"""Statements that the server plans once a connection: those asked for again are kept by it under names.

Their values stand in their texts, so the plan that is kept is the one that was made for these very values; PostgreSQL makes it
anew when the tables or what it knows of them change. For what is asked often, planning costs more than answering.
"""

from __future__ import annotations

from collections import OrderedDict
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

KEPT = 60  # names a connection; a plan takes 50 to 500 kB of its process
NOTED = 200  # texts that are remembered until they are asked for a second time


class Prepared:
    """What one connection's server keeps, and what was asked of it once."""

    def __init__(self) -> None:
        self._names: OrderedDict[str, str] = OrderedDict()
        self._once: OrderedDict[str, None] = OrderedDict()
        self._numbers = count(1)
        self._doubtful = False

    def calls(self, statement: str) -> list[str]:
        """The statements to send for this one, of which the last yields its rows."""
        before = self._afresh()
        if name := self._names.get(statement):
            self._names.move_to_end(statement)
            return [*before, f"EXECUTE {name}"]
        if not statement.startswith("SELECT") or not self._seen(statement):
            return [*before, statement]
        if len(self._names) >= KEPT:
            before.append(f"DEALLOCATE {self._names.popitem(last=False)[1]}")
        name = self._names[statement] = f"conflictdb_{next(self._numbers)}"
        return [*before, f"PREPARE {name} AS {statement}", f"EXECUTE {name}"]

    def doubt(self) -> None:
        """Something went wrong: what the server keeps is not known any more, and is thrown away next time."""
        self._names.clear()
        self._doubtful = True

    def _afresh(self) -> list[str]:
        doubtful, self._doubtful = self._doubtful, False
        return ["DEALLOCATE ALL"] if doubtful else []

    def _seen(self, statement: str) -> bool:
        if statement in self._once:
            del self._once[statement]
            return True
        self._once[statement] = None
        if len(self._once) > NOTED:
            self._once.popitem(last=False)
        return False


_kept: WeakKeyDictionary[Any, Prepared] = WeakKeyDictionary()


def prepared(connection: Any) -> Prepared:
    """What is kept for a connection of the driver's; it is closed by the thread that opened it, so no two ask at once."""
    found = _kept.get(connection)
    if found is None:
        found = _kept[connection] = Prepared()
    return found
