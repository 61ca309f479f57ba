"""The built wheel, installed elsewhere, runs on an empty data folder: nothing is left behind in the checkout."""

import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from fixtures.server import Server, free_port, wait

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the app as a wheel brings it."""
    place = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", place, ROOT], check=True, cwd=place
    )
    (wheel,) = place.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", place / "site", wheel], check=True, cwd=place)
    return place / "site"


def test_the_wheel_holds_banks_pages_and_migrations(installed: Path) -> None:
    inside = installed / "quizapp"
    for part in ("_data/templates/base.html", "_data/questions/kosovo-2023/brief.md", "py.typed"):
        assert (inside / part).is_file()
    assert list((inside / "storage" / "migrations" / "versions").glob("*.py"))


def test_the_installed_app_shows_its_first_page(installed: Path, tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log"
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("QUIZAPP_", "PYTHON"))}
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from quizapp.app import main; main()"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", code, installed, "serve", "--port", str(port)],
            env=clean | {"QUIZAPP_HOME": str(tmp_path / "home")},
            cwd=tmp_path,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = Server(f"http://127.0.0.1:{port}", tmp_path / "home", process, log)
    try:
        wait(server)
        with urllib.request.urlopen(server.url) as page:
            assert page.status == 200
            assert b"</html>" in page.read()
    finally:
        server.stop()
