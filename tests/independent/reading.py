"""Reading everything that DIDWW's own client declares."""

import datetime
import enum


def declared(thing: object) -> set[str]:
    """The attributes that an object's class declares, by their names in JSON."""
    from didww.resources.base import SafeAttributeField

    return {field.source for field in fields(thing, SafeAttributeField).values()} - WRITE_ONLY


def fields(thing: object, kind: type) -> dict:
    found = {}
    for base in reversed(type(thing).__mro__):
        found |= {name: it for name, it in vars(base).items() if isinstance(it, kind)}
    return found


def read_all(dids: list) -> dict[str, list]:
    """Checks the DIDs and all that they lead to; what was found, by type."""
    from didww.resources.base import RelationField

    found, waiting = {}, list(dids)
    while waiting:
        thing = waiting.pop()
        if thing.id is None or (thing.type, thing.id) in found:
            continue
        if not thing.attributes:
            # Linked, but not among what was included.
            continue
        found[thing.type, thing.id] = thing
        read(thing)
        for name, relation in fields(thing, RelationField).items():
            assert relation.source in thing.relationships, (thing.type, relation.source)
            related = getattr(thing, name)
            waiting += related if isinstance(related, list) else [related] if related else []
    kinds = {}
    for (kind, _), thing in found.items():
        kinds.setdefault(kind, []).append(thing)
    return kinds


def read(thing: object) -> None:
    """Every attribute that the class declares is there, and of the type it says."""
    from didww.resources.base import (
        DatetimeAttributeField,
        EnumAttributeField,
        EnumListAttributeField,
        SafeAttributeField,
    )

    lacking = declared(thing) - set(thing.attributes)
    assert not lacking, (thing.type, lacking)
    for name, field in fields(thing, SafeAttributeField).items():
        value, about = getattr(thing, name), (thing.type, name, getattr(thing, name))
        if value is None:
            continue
        if isinstance(field, DatetimeAttributeField):
            assert isinstance(value, datetime.datetime), about
        elif isinstance(field, EnumAttributeField):
            # A text it does not know stays a text.
            assert isinstance(value, enum.Enum), about
        elif isinstance(field, EnumListAttributeField):
            assert value and all(isinstance(it, enum.Enum) for it in value), about


# Sent with a new order, never told.
WRITE_ONLY = {"allow_back_ordering"}
