"""Where the server listens, and how others on the network find it."""

import errno
import socket

import click

from quizapp.cli.failure import Failure
from quizapp.cli.serve import PORT

TRIES = 20


def listen(host: str, port: int | None) -> socket.socket:
    """Return a bound socket. Without a port, the first free one from 8000 on. Raises Failure."""
    if port is not None:
        return _bind(host, port)
    for candidate in range(PORT, PORT + TRIES):
        try:
            bound = _bind(host, candidate)
        except Busy:
            continue
        if candidate != PORT:
            click.echo(f"Port {PORT} is taken, so this is port {candidate}.")
        return bound
    raise Failure(f"The ports {PORT} to {PORT + TRIES - 1} are all taken; choose one with --port.")


class Busy(Failure):
    """Another program listens there."""


def _bind(host: str, port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        # Two sockets may bind one port as long as none listens; so the port is ours only from here on.
        bound.listen()
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRINUSE:
            raise Busy(f"Port {port} is taken by another program; choose another with --port.") from error
        raise Failure(f"Cannot listen on {host}, port {port}: {error.strerror}.") from error
    return bound


def lan_address() -> str:
    """Return this computer's address on the local network. Raises Failure where there is no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket sends nothing; it only asks the system which way it would go.
            probe.connect(("10.255.255.255", 1))
        except OSError as error:
            raise Failure("No local network was found; connect to one, or leave out --lan.") from error
        return str(probe.getsockname()[0])


def show_code(url: str) -> None:
    """Print an address and its QR code."""
    import segno

    click.echo(f"Phones on this network: {url}")
    segno.make(url).terminal(compact=True)
