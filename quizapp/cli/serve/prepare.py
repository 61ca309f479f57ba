"""Everything before the first request, in an order that tells a mistake at once: settings, port, data, app."""

import gc
import logging
import resource
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import click
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from quizapp.cli import in_use
from quizapp.cli.serve import address, clock, owner
from quizapp.cli.serve.gunicorn import Server
from quizapp.cli.serve.shipped import load_shipped
from quizapp.cli.settings import configuration, session
from quizapp.config import Config

MOST_FILES = 65536
COLLECTS_AFTER = (2_000, 20, 100)
"""Objects that a worker makes and has not let go of, until the collector looks for cycles among them, and how many such
looks until it goes through older ones, too.

Every request leaves some cycles. With 50,000 objects one look took 130 ms, in the middle of a question to a class.
"""


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line."""

    host: str | None
    port: int | None
    workers: int
    lan: bool


def serve(create_app: Callable[[Config], Flask], options: Options) -> None:
    """Serve until told to stop. Data is prepared before the workers are forked, and no connection is left open."""
    config = configuration()
    own = address.lan_address() if options.lan else None
    host = options.host or ("0.0.0.0" if own else "127.0.0.1")  # noqa: S104 - that is what --lan asks for
    with closing(address.listen(host, options.port)) as listener, in_use.serving(config.home):
        _allow_many_files()
        with session(config) as db:
            load_shipped(db, datetime.now(UTC))
            owner_path = owner.path(db, datetime.now(UTC))
        app = create_app(replace(config, local=_local(host, own)))
        _compile_templates(app, config.home / "compiled")
        _show_requests()
        _, port, *_ = listener.getsockname()

        def ready() -> None:
            local = _tell(host, port, own)
            if owner_path:
                owner.show(owner.addresses(config, local), owner_path)

        _keep_what_is_loaded()
        Server(
            app,
            listener.detach(),
            options.workers,
            ready=ready,
            started=lambda: clock.start(config.database_url),
            ending=app.extensions["live"].hub.close,
        ).run()


def _compile_templates(app: Flask, kept: Path) -> None:
    """Before the workers are forked, which share them then: no first visitor of a page waits for it.

    What was compiled is kept in the data folder for the next start, by this version alone: it took most of a start.
    """
    ours = kept / version("quizapp")
    for left in kept.iterdir() if kept.is_dir() else ():
        if left != ours:
            shutil.rmtree(left, ignore_errors=True)
    ours.mkdir(mode=0o700, parents=True, exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(ours))
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)


def _keep_what_is_loaded() -> None:
    """Tell the collector to leave alone what stays: looking through it now and then held every request up for 60 ms.

    And seldom to go through whatever has grown old, which in a large room is all that its streams hold.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTS_AFTER)


def _local(host: str, own: str | None) -> tuple[str, ...]:
    """Names under which the app may be called beside those configured: this computer's, and those asked for here."""
    asked = [name for name in (host, own) if name and name not in ("0.0.0.0", "::")]  # noqa: S104 - left out
    return tuple(dict.fromkeys(["localhost", "127.0.0.1", "[::1]", *asked]))


def _show_requests() -> None:
    """Let the app's request lines out on stderr, as they are; of everything else only warnings show."""
    # As the documentation of logging advises where none of these is written: half of what a line costs.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    requests = logging.getLogger("quizapp.request")
    requests.addHandler(handler)
    requests.setLevel(logging.INFO)
    requests.propagate = False


def _allow_many_files() -> None:
    """Every open connection takes a file descriptor, and a class keeps one stream open for each phone."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _tell(host: str, port: int, own: str | None) -> list[str]:
    """Say where the app is; returns its addresses."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host  # noqa: S104 - shown
    bases = [f"http://{each}:{port}" for each in (shown, own) if each]
    click.echo(f"Quizapp is at {bases[0]}/ — press Ctrl+C to stop")
    if own:
        address.show_code(f"{bases[1]}/")
    return bases
