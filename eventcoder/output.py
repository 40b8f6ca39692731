"""Files written whole or not at all. Imports errors alone."""

import gzip
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from eventcoder.errors import RecordError

__all__ = ["open_output"]


@contextmanager
def open_output(target: str | Path | BinaryIO) -> Iterator[BinaryIO]:
    """Open a file for writing; it gets its name only when the block ends well, and replaces an older one then.

    What is written goes to a hidden file beside the target, which is removed where the block fails, so a reader never
    sees half a file. A name that ends in .gz is packed, without time stamp, so that the same content gives the same
    bytes. Devices and pipes are written to directly.

    Args:
        target: a path, or a binary stream, which is written to directly and left open.

    Raises:
        RecordError: the file cannot be written.
    """
    if not isinstance(target, str | Path):
        yield target
        return
    path = Path(os.path.realpath(target))
    direct = path.exists() and not path.is_file()
    part = path if direct else path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with open(part, "wb" if direct else "xb") as stream:
            if path.suffix == ".gz":
                with gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0) as packed:
                    yield packed  # type: ignore[misc]  # typeshed keeps GzipFile apart from BinaryIO
            else:
                yield stream
            stream.flush()
            if not direct:
                os.fsync(stream.fileno())
        if not direct:
            os.replace(part, path)
    except OSError as error:
        raise RecordError(f"{target} cannot be written: {error.strerror or error}") from error
    finally:
        if not direct:
            with suppress(OSError):
                part.unlink()
