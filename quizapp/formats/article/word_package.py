"""The package that a .docx file is: a ZIP archive, of which one member is unpacked, in bounded chunks."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from quizapp.formats.article.paragraphs import Unreadable

MAX_MEMBERS = 5_000
MAX_XML = 20_000_000
"""Bytes of the document once unpacked."""
MAX_ATTRIBUTES = 250_000
"""Signs of equality in the XML: every attribute has one, and costs as much time as an element."""
MAX_RATIO = 200
"""How many times smaller than itself a large document may be packed; bombs are packed far smaller."""
DAMAGED = "this Word file is damaged; open it in Word and save it again as .docx"

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What old Word files begin with, and protected ones."""
ZIP = b"PK"

_LARGE = "this Word file is too large once it is unpacked; paste its text instead"
_DOCUMENT = "word/document.xml"
_ENTRY = b"PK\x01\x02"
_CHUNK = 65_536
_FAIR = 1_000_000
"""Bytes so few that how they are packed does not matter."""
_ERRORS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, OverflowError, RuntimeError, ValueError)


def old(data: bytes) -> str:
    """What to tell about a file that begins with OLE."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "this file is protected by a password; save it without one"
    return "this is an old Word file (.doc); save it as .docx"


def document(data: bytes) -> Iterator[bytes]:
    """The XML of the document in chunks, at most MAX_XML bytes. Raises Unreadable; no other member is unpacked."""
    if data.count(_ENTRY) > MAX_MEMBERS:
        raise Unreadable(f"this Word file holds more than {MAX_MEMBERS:,} parts; paste its text instead")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = _checked(archive)
            with archive.open(info) as member:
                left = MAX_ATTRIBUTES
                while chunk := member.read(_CHUNK):
                    left -= chunk.count(b"=")
                    if left < 0:
                        raise Unreadable(_LARGE)
                    yield chunk
    except Unreadable:
        raise
    except _ERRORS:
        raise Unreadable(DAMAGED) from None


def _checked(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    names = set(archive.namelist())
    if _DOCUMENT not in names:
        raise Unreadable("this is not a Word file; save the article as .docx, .txt, .md or .html")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Unreadable("this Word file holds macros; save it as .docx without them")
    info = archive.getinfo(_DOCUMENT)
    if info.flag_bits & 1:
        raise Unreadable("this file is protected by a password; save it without one")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable(DAMAGED)
    packed = info.file_size > _FAIR and info.file_size > MAX_RATIO * info.compress_size
    if info.file_size > MAX_XML or packed:
        raise Unreadable(_LARGE)
    return info
