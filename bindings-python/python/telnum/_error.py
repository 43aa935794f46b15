"""What all exceptions share."""

from __future__ import annotations

from typing import Any, ClassVar

from ._record import plain


class ErrorBase(Exception):
    """An exception with the fields of telnum's one error."""

    _fields: ClassVar[tuple[str, ...]] = ()
    _kind: ClassVar[str] = "rejected"

    def to_dict(self) -> dict[str, Any]:
        """The canonical form, as JSON writes it: the same names and values in every language."""
        return {name: plain(getattr(self, name)) for name in self._fields}

    def to_json(self) -> str:
        """The canonical form as JSON text."""
        from ._record import _json

        return _json(self.to_dict())

    def _fill(self, kind: str | None, text: str, *others: Any) -> None:
        super().__init__(text)
        for name, value in zip(self._fields, (kind or self._kind, text, *others), strict=True):
            setattr(self, name, tuple(value) if isinstance(value, list) else value)

    def __repr__(self) -> str:
        values = ((name, getattr(self, name)) for name in self._fields if name != "text")
        shown = [f"{name}={value!r}" for name, value in values if value is not None and value != ()]
        return f"{type(self).__name__}({', '.join([repr(str(self)), *shown])})"

    def __reduce__(self) -> tuple[Any, ...]:
        return make, ({name: getattr(self, name) for name in self._fields},)


def make(fields: dict[str, Any]) -> ErrorBase:
    """The exception of an error's kind; of a kind that is not known, the one that all share."""
    from . import errors

    kind = fields["kind"]
    classes = (it for it in errors.TelnumError.__subclasses__() if it._kind == kind)
    return next(classes, errors.TelnumError)(**fields)
