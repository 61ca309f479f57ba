"""Export what is live of a bank as the files of its folder, from which it can be loaded anywhere.

For a page this runs in a process of its own: to write a bank, and to read it back to be sure, takes long.
"""

import io
import json
import os
import subprocess
import sys
import zipfile

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from quizapp.actions.desk.publish import whole
from quizapp.formats.folder import write
from quizapp.storage import workspace
from quizapp.storage.database import engine_options, prepare

PATIENCE = 60
"""Seconds that an export may take."""
_EPOCH = (1980, 1, 1, 0, 0, 0)  # No clock: the same bank gives the same bytes.


class NotWritable(ValueError):
    """The bank cannot be said in files; the message tells what is in the way."""


def files(db: Session, bank_id: int) -> dict[str, bytes]:
    """The contents of the bank's files, by name. Raises NotWritable."""
    try:
        return write(whole(workspace.bank(db, bank_id, "live")))
    except ValueError as error:
        raise NotWritable(str(error)) from error


def archive(db: Session, bank_id: int) -> bytes:
    """A ZIP archive of the files, in a folder of the bank's slug. Raises NotWritable.

    Raises subprocess.SubprocessError where the other process fails.
    """
    url = db.get_bind().engine.url.render_as_string(hide_password=False)
    db.rollback()  # No connection is held while the other process works.
    order = json.dumps({"url": url, "bank_id": bank_id}).encode()
    command = [sys.executable, "-m", "quizapp.actions.desk.export"]
    # S603: the command is our own module, and nothing of the order stands in it.
    done = subprocess.run(command, input=order, check=True, timeout=PATIENCE, capture_output=True)  # noqa: S603
    if not done.stdout:
        raise NotWritable(done.stderr.decode().strip())
    return done.stdout


def zipped(folder: str, contents: dict[str, bytes]) -> bytes:
    """The ZIP archive of a folder."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in contents.items():
            packed.writestr(zipfile.ZipInfo(f"{folder}/{name}", _EPOCH), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def main() -> None:
    """The other process: an order on standard input, the archive on standard output, or why there is none on error."""
    order = json.load(sys.stdin)
    os.nice(5)
    engine = create_engine(order["url"], **engine_options(order["url"]))
    prepare(engine)
    with Session(engine) as db:
        slug = workspace.bank(db, order["bank_id"], "live").slug
        try:
            sys.stdout.buffer.write(zipped(slug, files(db, order["bank_id"])))
        except NotWritable as error:
            sys.stderr.write(str(error))


if __name__ == "__main__":
    main()
