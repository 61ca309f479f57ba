"""What can be set from outside, and how mistakes are told."""

import multiprocessing
import secrets
import stat
from pathlib import Path

import pytest

from quizapp.config import ConfigError, load

GOOD = secrets.token_urlsafe(32)


def test_defaults_keep_everything_in_the_data_folder(tmp_path: Path) -> None:
    home = tmp_path / "deep" / "home"
    config = load({"QUIZAPP_HOME": str(home), "PATH": "/bin"})
    assert config.database_url == f"sqlite:///{home}/quizapp.db"
    assert config.sqlite_path == home / "quizapp.db"
    assert (config.hosts, config.proxies, config.prefix, config.https, config.debug) == ((), 0, "", False, False)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "secret").stat().st_mode) == 0o600


def test_the_generated_secret_stays(tmp_path: Path) -> None:
    first, second = (load({}, home=tmp_path).secret_key for _ in range(2))
    assert first == second
    assert len(first) >= 32


def _secret(home: Path, barrier: "multiprocessing.synchronize.Barrier", found: "multiprocessing.Queue[str]") -> None:
    barrier.wait()
    found.put(load({}, home=home).secret_key)


def test_processes_that_start_at_once_agree_on_the_secret(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    barrier, found = fork.Barrier(4), fork.Queue()
    processes = [fork.Process(target=_secret, args=(tmp_path, barrier, found)) for _ in range(4)]
    for process in processes:
        process.start()
    assert len({found.get(timeout=30) for _ in processes}) == 1
    for process in processes:
        process.join()
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


WEAK = {"none": "", "short": "short", "one sign": "a" * 64, "change me": "change-me-" * 8, "blank": f"my secret{GOOD}"}


@pytest.mark.parametrize("secret", WEAK.values(), ids=WEAK)
def test_weak_secrets_are_refused_outside_debug(tmp_path: Path, secret: str) -> None:
    with pytest.raises(ConfigError, match="QUIZAPP_SECRET_KEY"):
        load({"QUIZAPP_SECRET_KEY": secret}, home=tmp_path)
    assert load({"QUIZAPP_SECRET_KEY": secret, "QUIZAPP_DEBUG": "1"}, home=tmp_path).secret_key == secret


def test_a_strong_secret_is_taken(tmp_path: Path) -> None:
    assert load({"QUIZAPP_SECRET_KEY": GOOD}, home=tmp_path).secret_key == GOOD
    assert not (tmp_path / "secret").exists()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_means_psycopg(tmp_path: Path, scheme: str) -> None:
    config = load({"QUIZAPP_DATABASE_URL": f"{scheme}://me@localhost/quiz"}, home=tmp_path)
    assert config.database_url == "postgresql+psycopg://me@localhost/quiz"
    assert config.sqlite_path is None


@pytest.mark.parametrize("server", ["", "host", "u@host", "u:p:/?#w@host:5432", "u:p@[::1]:5432", "u:@"])
def test_servers_in_every_spelling_are_taken(tmp_path: Path, server: str) -> None:
    url = f"postgresql+psycopg://{server}/x?host=/tmp"
    assert load({"QUIZAPP_DATABASE_URL": url}, home=tmp_path).database_url == url


def test_settings_are_read(tmp_path: Path) -> None:
    environ = {"HOSTS": "Quiz.example.org, b.example.org,", "PROXIES": "1", "PREFIX": "/quiz/", "HTTPS": "yes"}
    config = load({f"QUIZAPP_{name}": value for name, value in environ.items()}, home=tmp_path)
    assert config.hosts == ("quiz.example.org", "b.example.org")
    assert (config.proxies, config.prefix, config.https) == (1, "/quiz", True)


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "local"),
    [
        ("smtp://me:p%2Fss@mail.example.org", "mail.example.org", 587, False, False),
        ("smtps://me:p%2Fss@mail.example.org/", "mail.example.org", 465, True, False),
        ("smtp://me:p%2Fss@localhost:25", "localhost", 25, False, True),
        ("smtp://me:p%2Fss@[::1]:25", "::1", 25, False, True),
    ],
)
def test_a_mail_server_is_read(tmp_path: Path, url: str, host: str, port: int, tls: bool, local: bool) -> None:
    environ = {"HOSTS": "quiz.example.org", "SMTP_URL": url, "MAIL_FROM": "Quizapp <q@example.org>", "HTTPS": "1"}
    config = load({f"QUIZAPP_{name}": value for name, value in environ.items()}, home=tmp_path)
    mail = config.mail
    assert mail
    assert (mail.host, mail.port, mail.tls, mail.local) == (host, port, tls, local)
    assert (mail.user, mail.password, mail.sender) == ("me", "p/ss", "Quizapp <q@example.org>")
    assert "p/ss" not in repr(config)
    assert config.address == "https://quiz.example.org"


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({"SMTP_URL": ""}, "QUIZAPP_MAIL_FROM is set and QUIZAPP_SMTP_URL is not"),
        ({"MAIL_FROM": ""}, "QUIZAPP_SMTP_URL is set and QUIZAPP_MAIL_FROM is not"),
        ({"HOSTS": ""}, "needs QUIZAPP_HOSTS"),
        ({"HOSTS": ".example.org"}, "needs QUIZAPP_HOSTS"),
        ({"MAIL_FROM": "Quizapp"}, "must be an address"),
        ({"MAIL_FROM": "a@b@c.org"}, "must be an address"),
        ({"SMTP_URL": "http://me:s3cr3t@host"}, "cannot be read"),
        ({"SMTP_URL": "smtp://me:s3cr3t/x@host"}, "cannot be read"),
        ({"SMTP_URL": "smtp://me:s3cr3t?x@host"}, "cannot be read"),
        ({"SMTP_URL": "smtp://me:p@host:s3cr3t"}, "cannot be read"),
        ({"SMTP_URL": "smtp://me:s3cr[3t@host"}, "cannot be read"),
        ({"SMTP_URL": "smtp://s3cr3t@host"}, "both a user and a password"),
        ({"SMTP_URL": "smtp://:s3cr3t@host"}, "both a user and a password"),
    ],
)
def test_mistakes_about_mail_are_told_without_the_password(tmp_path: Path, environ: dict[str, str], told: str) -> None:
    good = {"HOSTS": "quiz.example.org", "SMTP_URL": "smtp://localhost", "MAIL_FROM": "q@example.org"}
    with pytest.raises(ConfigError, match=told) as raised:
        load({f"QUIZAPP_{name}": value for name, value in (good | environ).items()}, home=tmp_path)
    assert "s3cr" not in str(raised.value)
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("QUIZAPP_DATABSE_URL", "x", "did you mean QUIZAPP_DATABASE_URL"),
        ("QUIZAPP_XYZ", "x", "known are: QUIZAPP_HOME"),
        ("QUIZAPP_DATABASE_URL", "mysql://x", "must begin with"),
        ("QUIZAPP_DATABASE_URL", "sqlite:///:memory:", "must name a file"),
        ("QUIZAPP_PROXIES", "many", "number of proxies"),
        ("QUIZAPP_PROXIES", "-1", "number of proxies"),
        ("QUIZAPP_PREFIX", "quiz", "a path that begins with a slash"),
        ("QUIZAPP_PREFIX", "/quiz; Path=/", "a path that begins with a slash"),
        ("QUIZAPP_DATABASE_URL", "postgresql://u:p@host:port/x", "no server that can be read"),
        ("QUIZAPP_DATABASE_URL", "postgresql://u:p@[host/x", "no server that can be read"),
        ("QUIZAPP_HTTPS", "maybe", "must be one of"),
        ("QUIZAPP_HOME", "/proc/none", "cannot be made"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, name: str, value: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        load({"QUIZAPP_HOME": str(tmp_path)} | {name: value})


def test_a_damaged_secret_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("short")
    with pytest.raises(ConfigError, match="remove the file"):
        load({}, home=tmp_path)
