"""`quizapp serve`."""

import click

PORT = 8000


@click.command()
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1, this computer only]")
@click.option("--port", type=click.IntRange(1, 65535), help=f"Port to listen on.  [default: {PORT}, or the next free]")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Number of processes.")
@click.option("--lan", is_flag=True, help="Let phones on the same network in: shows the address and its QR code.")
@click.pass_obj
def command(create_app: object, host: str | None, port: int | None, workers: int, lan: bool) -> None:
    """Serve the app until Ctrl+C.

    The database is set up or brought up to date first, with a backup, and the shipped banks are loaded. One process
    serves thousands of people.
    """
    from gevent import monkey

    monkey.patch_all()  # Before anything else is imported that takes hold of sockets, locks or threads.

    from quizapp.cli.serve.prepare import Options, serve

    serve(create_app, Options(host, port, workers, lan))  # type: ignore[arg-type]  # click hands over any object
