"""Who is who across articles: which names of an archive are one person's, which stay apart.

Evidence is counted, never a veto: each decision weighs independent articles for and against, keeps
the counts and shows them. The answer depends on what is known of the names, not on the order in
which texts came.
"""

from collections.abc import Iterable

from archive.entities.fullnames import Apart, FullNames, standing
from archive.entities.nameforms import NameForms
from archive.entities.shortnames import ShortNames
from archive.entities.sightings import Sightings
from archive.extract.names.lexicon import naming_of
from archive.extract.names.tenure import Tenures
from archive.records import Evidence, Merge, PersonRecord, Reassignment
from archive.vocabulary import Vocabulary


class Identity:
    """Compares the records of an archive, given once; ``merges`` and ``reassignments`` decide."""

    def __init__(
        self,
        forms: NameForms,
        tenures: Tenures,
        records: Iterable[PersonRecord],
        apart: Apart = (),
    ) -> None:
        """Count what was seen of each; ``apart`` are names that people split from somebody."""
        self.records = sorted(records, key=lambda one: one.key)
        self.forms = forms
        sightings = Sightings(tenures, self.records)
        self.names = FullNames(forms, tenures, self.records, sightings, apart)
        self._short = ShortNames(self.names, self.records)

    def merges(self) -> list[Merge]:
        """Return the names that are one person's, each with the one whose name stands for all."""
        found: list[Merge] = []
        for group in self.names.groups:
            target, *others = standing(self.forms, group)
            found += [Merge(one, target, self._why(one, target)) for one in others]
        return found

    def _why(self, one: PersonRecord, target: PersonRecord) -> Evidence:
        why = self.names.why.get(one.key) or self.names.why[target.key]
        return why if why.supporting < 1 << 30 else Evidence(1, 0, why.shown)

    def reassignments(self) -> list[Reassignment]:
        """Return whose the words are that were said under names that tell too little."""
        return self._short.reassignments()


def identity_of(
    records: Iterable[PersonRecord], vocabulary: Vocabulary, apart: Apart = ()
) -> Identity:
    """Compare records with the names and offices of a vocabulary."""
    naming = naming_of(vocabulary)
    return Identity(NameForms(naming, vocabulary), Tenures(naming), records, apart)
