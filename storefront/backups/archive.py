"""The backup file: a tar whose manifest names every file in it with its checksum.

What is read back is trusted only after every checksum was right, and no name in it can lead
outside the folder it is unpacked into.
"""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Literal

FORMAT = 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 16 * 1024 * 1024
CHUNK = 1024 * 1024
UNREADABLE = (tarfile.TarError, zlib.error, OSError, EOFError, ValueError, KeyError, TypeError)


class BackupRefused(Exception):
    """Say why a backup cannot be made or restored; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Dumped:
    """Say at which migration a database stood when it was copied, and how much it had sold."""

    revision: str
    purchases: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """Say what a backup holds: of which kind of database, at which migration, of when.

    `files` maps each file's name to its SHA-256.
    """

    kind: str
    revision: str
    made_at: str
    purchases: int
    files: dict[str, str]
    format: int = FORMAT


def pack(folder: Path, manifest: Manifest, target: Path) -> None:
    """Write a folder's files and their manifest to a file that appears whole or not at all.

    Only its owner can read it: it holds buyers' names and the secret key.
    """
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with _private(unfinished) as stream:
            with tarfile.open(fileobj=stream, mode=_mode(target)) as tar:
                text = folder / MANIFEST
                text.write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
                for name in (MANIFEST, *manifest.files):
                    tar.add(folder / name, name, recursive=False)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def unpack(source: Path, folder: Path) -> Manifest:
    """Unpack a backup into an empty folder; raise BackupRefused unless all of it is right."""
    try:
        with tarfile.open(source, "r:*") as tar:
            manifest = _read_manifest(tar)
            sums = {name: _take(tar, name, folder) for name in manifest.files}
    except UNREADABLE as error:
        raise BackupRefused(f"{source} is no sound backup: {error}") from error
    wrong = [name for name, told in manifest.files.items() if sums[name] != told]
    if wrong:
        raise BackupRefused(f"{source} is damaged: {', '.join(wrong)}")
    return manifest


def checksums(folder: Path) -> dict[str, str]:
    """Return the checksum of every file below a folder, by its name there."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256")
            found[path.relative_to(folder).as_posix()] = digest.hexdigest()
    return found


@contextmanager
def _private(path: Path) -> Iterator[IO[bytes]]:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    with path.open("wb") as stream:
        yield stream


def _mode(target: Path) -> Literal["w", "w:gz"]:
    return "w:gz" if target.suffix in (".gz", ".tgz") else "w"


def _read_manifest(tar: tarfile.TarFile) -> Manifest:
    member = tar.getmember(MANIFEST)
    stream = tar.extractfile(member)
    if stream is None or member.size > LARGEST_MANIFEST:
        raise ValueError("it has no manifest")
    told = json.loads(stream.read())
    if not (isinstance(told, dict) and isinstance(told.get("files"), dict)):
        raise ValueError("its manifest names no files")
    if told.get("format") != FORMAT:
        raise ValueError(f"its format is {told.get('format')!r}, not {FORMAT}")
    return Manifest(**told)


def _take(tar: tarfile.TarFile, name: str, folder: Path) -> str:
    """Write one file below the folder and return its checksum."""
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts:
        raise ValueError(f"{name!r} leads outside")
    stream = tar.extractfile(tar.getmember(name))
    if stream is None:
        raise ValueError(f"{name!r} is no file")
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with target.open("wb") as out:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            out.write(chunk)
    return digest.hexdigest()
