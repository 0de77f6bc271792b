"""Provinces and their cities, and where somebody says to be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA

from knowledge.persian import fold

_PARTICLES = frozenset(
    fold(
        "استان شهر شهرستان شهرک صنعتی در از تو توی داخل اهل ما من هستم هستیم است ساکن اینجا و یه یک ام ایم م"
        " یم منطقه حومه نزدیک اطراف کار میکنیم می کنیم کنیم زندگی بخش نه خیر بله اره"
    ).split()
)


_CAPITAL = frozenset(fold("مرکز استان همین همان همون خودش خود شهر اونجا همونجا همینجا").split())
_PLAIN_NAME = 4  # letters: shorter names of cities («مهر»، «دیر»، «نور») are words of their own


@dataclass(frozen=True, slots=True)
class Province:
    id: str
    name: str
    names: tuple[str, ...]  # folded, all the ways to write it
    cities: tuple[str, ...]  # the capital first


@dataclass(frozen=True, slots=True)
class Place:
    """What was understood: a province, a city in it, or cities of one name in several provinces."""

    province: Province | None = None
    city: str | None = None
    candidates: tuple[tuple[Province, str], ...] = ()


@dataclass(frozen=True)
class Places:
    provinces: tuple[Province, ...]

    def province(self, province_id: str) -> Province | None:
        return next((province for province in self.provinces if province.id == province_id), None)

    def find(self, text: str, within: Province | None = None) -> Place | None:
        """The place that the text names; `within` is its province where that has been said before.

        A word that is no known city is one all the same when its province is known.
        """
        words = _plain(text)
        if within is not None and (cities := self._cities_in(words, within)):
            return _one_or_more(cities)
        if within is not None and words and set(words.split()) <= _CAPITAL:
            return Place(within, within.cities[0])
        province, rest = self._take_province(words)
        cities = self._cities_in(rest, province)
        if province is not None and not cities and "شهر" in rest.split():
            cities = self._cities_in(words, province)  # «شهر اصفهان» is the city, «اصفهان» alone the province
        if cities:
            return _one_or_more(cities)
        left = [word for word in rest.split() if word not in _PARTICLES]
        province = province or within
        if province is None:
            return self._nearly(left, None)
        if not left:
            return Place(province)
        return self._nearly(left, province) or self._unknown(text, left, province)

    def named(self, text: str) -> Place | None:
        """The one city that a longer sentence names beyond doubt."""
        words = _plain(text)
        province, rest = self._take_province(words)
        cities = [pair for pair in self._cities_in(rest, province) if province or len(pair[1]) >= _PLAIN_NAME]
        return Place(*cities[0]) if len(cities) == 1 else None

    def _take_province(self, words: str) -> tuple[Province | None, str]:
        for name, province in self._province_names:
            found = re.search(rf"(?<!\w){re.escape(name)}(?:م|یم|ام|ایم)?(?!\w)", words)
            if found is not None:
                return province, " ".join((words[: found.start()] + words[found.end() :]).split())
        return None, words

    def _cities_in(self, words: str, province: Province | None) -> tuple[tuple[Province, str], ...]:
        """Cities whose names stand in the words, the longest name only."""
        best: list[tuple[Province, str]] = []
        longest, tight = 0, words.replace(" ", "")
        for name, owner, city in self._city_names:
            if (province is not None and owner != province) or len(name) < longest:
                continue
            if name == tight or re.search(rf"(?<!\w){re.escape(name)}(?:م|یم|ام|ایم)?(?!\w)", words):
                best, longest = [*best, (owner, city)], len(name)
        return tuple(best)

    def _nearly(self, left: Sequence[str], within: Province | None) -> Place | None:
        """The place of this name, spaced otherwise or with a typing error."""
        typed = "".join(left)
        if not 4 <= len(typed) <= 20:
            return None
        off = {
            name: OSA.distance(typed, name, score_cutoff=_slips(typed))
            for name, places in self._tight.items()
            if within is None or any(place.province == within for place in places)
        }
        least = min(off.values(), default=9)
        if least > _slips(typed):
            return None
        places = [place for name, slips in off.items() if slips == least for place in self._tight[name]]
        found = [*dict.fromkeys(p for p in places if within is None or p.province == within)]
        return found[0] if len(found) == 1 else Place(candidates=_pairs(found)) if found else None

    def _unknown(self, text: str, left: Sequence[str], province: Province) -> Place | None:
        """A city that is in no list, as it was typed."""
        named = len(left) <= 3 and not any(word.isdigit() for word in left)
        return Place(province, _as_typed(text, left)) if named else None

    @cached_property
    def _province_names(self) -> list[tuple[str, Province]]:
        names = [(name, province) for province in self.provinces for name in province.names]
        return sorted(names, key=lambda pair: -len(pair[0]))

    @cached_property
    def _city_names(self) -> list[tuple[str, Province, str]]:
        """Folded name, province and city, the longest name first."""
        names = [
            (spelling, province, city)
            for province in self.provinces
            for city in province.cities
            for spelling in {_plain(city), _plain(city).replace(" ", "")}
        ]
        return sorted(names, key=lambda entry: -len(entry[0]))

    @cached_property
    def _tight(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for name, province, city in self._city_names:
            if " " not in name:
                found.setdefault(name, []).append(Place(province, city))
        for name, province in self._province_names:
            found.setdefault(name.replace(" ", ""), [Place(province)])
        return found


def _one_or_more(cities: tuple[tuple[Province, str], ...]) -> Place:
    return Place(*cities[0]) if len(cities) == 1 else Place(candidates=cities)


def _slips(typed: str) -> int:
    """How many letters may be wrong before it is rather another name."""
    return 1 if len(typed) < 8 else 2


def _pairs(places: Sequence[Place]) -> tuple[tuple[Province, str], ...]:
    return tuple((place.province, place.city) for place in places if place.province and place.city)


def _plain(text: str) -> str:
    """Folded, everything but letters and digits as single spaces."""
    return " ".join(re.sub(r"[\W_]+", " ", fold(text)).split())


def _as_typed(text: str, left: Sequence[str]) -> str:
    """The words of the text that are left over, in the person's own spelling."""
    kept = [word.strip("،,.؛:-()") for word in text.split()]
    own = [word for word in kept if word and set(_plain(word).split()) <= set(left)]
    return " ".join(own) or " ".join(left)
