"""The same methods, bringing the metadata of their exchange along; typed in `_whole.pyi`."""


def whole(method):
    """A method of a client, for its view that asks for responses."""
    return method


async_whole = whole
