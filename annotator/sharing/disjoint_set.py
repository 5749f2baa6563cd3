"""A disjoint set: groups of conflicts that can only be decided together."""

from annotator.sharing.row_merge import Key


class DisjointSet:
    """Groups of conflicts; each is known by the least of its rows.

    A union-find structure (R. E. Tarjan, Efficiency of a Good But Not Linear Set Union Algorithm,
    1975), with the least key at the root.
    """

    def __init__(self) -> None:
        self._towards: dict[Key, Key] = {}

    def of(self, key: Key) -> Key:
        """The row by which a conflict is decided."""
        while (nearer := self._towards.get(key, key)) != key:
            key = nearer
        return key

    def share(self, one: Key, other: Key) -> None:
        """Let two conflicts be decided together."""
        first, second = sorted((self.of(one), self.of(other)))
        if first != second:
            self._towards[second] = first

    def differ(self, one: Key, other: Key) -> bool:
        """Whether two conflicts are decided apart."""
        return self.of(one) != self.of(other)
