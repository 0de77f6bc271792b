"""The instruments in use, and the older ones for people who are in the middle of them."""

from collections.abc import Callable, Sequence
from typing import Protocol

from pydantic import TypeAdapter, ValidationError

from bot.assessment.instrument import Instrument, Source
from bot.assessment.sources import find_source
from bot.dialogue.ports import Json
from knowledge.document import Document

_INSTRUMENT = TypeAdapter(Instrument)


class InstrumentArchive(Protocol):
    """Keeps every instrument that was ever asked, by its digest; all replicas share it."""

    def keep(self, digest: str, content: Json) -> None:
        """Kept once; the same digest again changes nothing."""

    def find(self, digest: str) -> Json | None: ...


class Shelf:
    """Instruments by key and by digest, and sources as the documents in use have them."""

    def __init__(
        self,
        instruments: Sequence[Instrument],
        archive: InstrumentArchive,
        documents: Callable[[], Sequence[Document]] = lambda: (),
    ) -> None:
        """`documents` are those that answers are found in now; puts the instruments into the archive."""
        self.instruments = tuple(instruments)
        self._known = {instrument.digest: instrument for instrument in instruments}
        self._archive = archive
        self._documents = documents
        for instrument in instruments:
            archive.keep(instrument.digest, _INSTRUMENT.dump_python(instrument, mode="json"))

    def named(self, key: str) -> Instrument | None:
        """The one in use."""
        return next((each for each in self.instruments if each.key == key), None)

    def find(self, digest: str) -> Instrument | None:
        """In use or not any more; None when no program has kept it, or another one has, in another shape."""
        if digest not in self._known and (content := self._archive.find(digest)) is not None:
            try:
                self._known[digest] = _INSTRUMENT.validate_python(content)
            except ValidationError:
                return None
        return self._known.get(digest)

    def newest(self, source: Source) -> Source:
        """The same place in the documents in use, where they have it."""
        return find_source(source.reference, self._documents()) or source
