"""Office files are ZIP archives of XML: what is looked at before a parser may touch them."""

import io
import zipfile

from ingest.errors import FileEncrypted, FileHostile, FileMislabelled, FileTooLarge, FileTruncated

LARGEST_UNPACKED = 400 * 1024 * 1024  # bytes of all members
LARGEST_XML = 150 * 1024 * 1024  # bytes of one XML member
STEEPEST = 200  # times smaller packed than unpacked, over a megabyte; office XML stays under 60
MOST_MEMBERS = 20_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a Compound File: an older or an encrypted Office file
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def check_archive(data: bytes, member: str) -> None:
    """Raises FileEncrypted, FileTruncated, FileMislabelled, FileTooLarge or FileHostile.

    `member` is the folder that makes it this kind of file ("word/", "ppt/", "xl/").
    """
    if data.startswith(OLE):
        if _ENCRYPTED in data:
            raise FileEncrypted()
        raise FileMislabelled("an older binary Office format")
    if not data.startswith(b"PK"):
        raise FileMislabelled("no ZIP archive")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive, member)
            _check_xml(archive)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise FileTruncated(str(error)) from error
    except RuntimeError as error:  # what zipfile raises for a member with a password
        raise FileEncrypted() from error


def _check_members(archive: zipfile.ZipFile, member: str) -> None:
    members = archive.infolist()
    if any(info.flag_bits & 1 for info in members):
        raise FileEncrypted()
    if not any(info.filename.startswith(member) for info in members):
        raise FileMislabelled(f"no {member} in the archive")
    if len(members) > MOST_MEMBERS:
        raise FileHostile(f"{len(members)} members")
    unpacked = sum(info.file_size for info in members)
    for info in members:
        if info.file_size > 1024 * 1024 and info.file_size > STEEPEST * max(info.compress_size, 1):
            raise FileHostile(f"{info.filename}: {info.file_size} bytes from {info.compress_size}")
        if info.filename.endswith((".xml", ".rels")) and info.file_size > LARGEST_XML:
            raise FileTooLarge(info.filename)
    if unpacked > LARGEST_UNPACKED:
        raise FileTooLarge(f"{unpacked:,} bytes unpacked")


def _check_xml(archive: zipfile.ZipFile) -> None:
    """No document type, no entities: office programs write none, attackers do."""
    for info in archive.infolist():
        if not info.filename.endswith((".xml", ".rels")):
            continue
        with archive.open(info) as stream:
            head = stream.read(64 * 1024)
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head or "<!DOCTYPE".encode("utf-16-le") in head:
            raise FileHostile(f"{info.filename}: document type")
