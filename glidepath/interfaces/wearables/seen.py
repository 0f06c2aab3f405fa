"""Which seconds of a day a source has already told about, in little room whatever the file's length."""

from __future__ import annotations

FEW = 150
LONGEST_DAY = 90_000  # seconds: 25 hours, when the clocks go back


class SeenSeconds:
    """Remembers seconds of one local day: a few as they are, many as one bit each (11 kB at most)."""

    __slots__ = ("_bits", "_few")

    def __init__(self) -> None:
        self._few: set[int] | None = set()
        self._bits = bytearray()

    def add(self, seconds: int) -> bool:
        """Note a second; False when it was known."""
        second = seconds % LONGEST_DAY
        if self._few is None:
            return self._mark(second)
        if second in self._few:
            return False
        self._few.add(second)
        if len(self._few) > FEW:
            self._bits = bytearray(LONGEST_DAY // 8 + 1)
            for one in self._few:
                self._mark(one)
            self._few = None
        return True

    def _mark(self, second: int) -> bool:
        place, bit = second >> 3, 1 << (second & 7)
        if self._bits[place] & bit:
            return False
        self._bits[place] |= bit
        return True
