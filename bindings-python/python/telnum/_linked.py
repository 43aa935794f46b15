"""Records that lead to other records: those that the call included."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, TypeVar

from ._record import Record, field_names, plain

_R = TypeVar("_R", bound=Record)
_Find = Callable[[str, str, str], Record]


class Linked(Record):
    """A record that leads to others. A link that the answer does not say raises `InvalidInput`.

    In its constructor such a link is `...`. Links compare by the ids of what they lead to.
    """

    __slots__: Any = ()
    # Of each link the list of included objects, the class and the `include`.
    _links: ClassVar[dict[str, tuple[str, str, str]]] = {}

    def to_dict(self) -> dict[str, Any]:
        """The canonical form, as JSON writes it: links are ids, and `"not_loaded"`."""
        return {
            name: _canonical(value) if name in self._links else plain(value)
            for name, value in self._named().items()
        }

    @classmethod
    def from_dict(cls: type[_R], data: Mapping[str, Any]) -> _R:
        """Reads the canonical form; what links lead to has only its id then."""
        return settled(super().from_dict(data))

    @classmethod
    def from_json(cls: type[_R], text: str) -> _R:
        """Reads the canonical form from JSON text; what links lead to has only its id then."""
        return settled(super().from_json(text))

    def __getattr__(self, name: str) -> Any:
        # Only called where a slot is empty: what was asked for is found without Python code.
        link = self._links.get(name)
        if link is None:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        from ._native import not_loaded

        raise not_loaded(name, link[2])

    def _fill(self, *values: Any) -> None:
        for name, value in zip(field_names(self), values, strict=True):
            if value is not ...:
                object.__setattr__(self, name, tuple(value) if isinstance(value, list) else value)

    def _raw(self, name: str) -> Any:
        try:
            return object.__getattribute__(self, name)
        except AttributeError:
            return ...

    def _named(self) -> dict[str, Any]:
        return {name: self._raw(name) for name in field_names(self)}

    def _values(self) -> tuple[Any, ...]:
        named = self._named().items()
        return tuple([_ids(value) if name in self._links else value for name, value in named])

    def __repr__(self) -> str:
        named = self._named().items()
        values = [(name, _ids(value) if name in self._links else value) for name, value in named]
        shown = [f"{name}={it!r}" for name, it in values if it is not None and it is not ...]
        return f"{type(self).__name__}({', '.join(shown)})"

    def __reduce__(self) -> tuple[Any, ...]:
        # What it leads to may lead back: so an empty record first, and then what it holds.
        state = {name: value for name, value in self._named().items() if value is not ...}
        return _empty, (type(self).__name__,), state

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        for name in field_names(self):
            if name in state or name not in self._links:
                object.__setattr__(self, name, state.get(name))


class Linking(Record):
    """A record that holds such records."""

    __slots__: Any = ()

    @classmethod
    def from_dict(cls: type[_R], data: Mapping[str, Any]) -> _R:
        """Reads the canonical form; `InvalidInput` says what is wrong with it."""
        return settled(super().from_dict(data))

    @classmethod
    def from_json(cls: type[_R], text: str) -> _R:
        """Reads the canonical form from JSON text; `InvalidInput` says what is wrong with it."""
        return settled(super().from_json(text))


def link_included(included: Any) -> list[Any]:
    """Links included objects to each other; of each field of a DID, brings what it leads into."""
    from .didww import DidwwDid

    _settle(_all_of(included), _finder(included))
    lists = {name: getattr(included, link[0]) for name, link in DidwwDid._links.items()}
    return [lists.get(name) for name in DidwwDid.__match_args__]


def settled(record: _R) -> _R:
    """What was read from its canonical form, linked as far as it holds what links lead to."""
    # A page holds them, and they hold themselves.
    included = getattr(record, "included", record) if isinstance(record, Linking) else None
    _settle(_all_of(record), _finder(included))
    return record


def _all_of(holder: Any) -> Iterable[Linked]:
    if isinstance(holder, Linked):
        yield holder
    elif isinstance(holder, Linking):
        for name in field_names(holder):
            yield from _all_of(getattr(holder, name))
    elif isinstance(holder, tuple):
        for item in holder:
            yield from _all_of(item)


def _finder(included: Any) -> _Find:
    places: dict[str, dict[str, Record]] = {}

    def find(listed: str, kind: str, id: str) -> Record:
        found = places.get(listed)
        if found is None:
            found = places[listed] = {it.id: it for it in getattr(included, listed, ())}
        if id not in found:
            import telnum

            found[id] = getattr(telnum, kind)(id)
        return found[id]

    return find


def _settle(records: Iterable[Linked], find: _Find) -> None:
    """Puts objects into the places of their ids."""
    for record in records:
        for name, (listed, kind, _) in record._links.items():
            ids = record._raw(name)
            if ids == "not_loaded":
                object.__delattr__(record, name)
            elif isinstance(ids, str):
                object.__setattr__(record, name, find(listed, kind, ids))
            elif isinstance(ids, tuple):
                found = [find(listed, kind, it) if isinstance(it, str) else it for it in ids]
                object.__setattr__(record, name, tuple(found))


def _ids(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple([it.id for it in value])
    return value if value is None or value is ... else value.id


def _canonical(value: Any) -> Any:
    ids = _ids(value)
    if isinstance(value, tuple):
        return [{"id": it} for it in ids]
    return "not_loaded" if ids is ... else ids and {"id": ids}


def _empty(name: str) -> Any:
    import telnum

    return object.__new__(getattr(telnum, name))
