"""The settings of mail: the server that it is handed to, and whom it comes from."""

from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import parseaddr
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from quizapp.config.error import ConfigError

MAIL_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Mail:
    """The server that mail is handed to, and whom it comes from."""

    host: str
    port: int
    tls: bool
    """Whether TLS begins at once (smtps); otherwise by STARTTLS, without which only a local server gets mail."""
    sender: str
    """An address, with a name or without: Quizapp <quiz@example.org>."""
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def local(self) -> bool:
        """Whether the server is this machine, so that nobody listens in between."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def read_mail(url: str, sender: str, hosts: tuple[str, ...]) -> Mail | None:
    """Read how to send mail. No message repeats the URL, which holds a password."""
    if not url and not sender:
        return None
    if not (url and sender):
        missing, given = ("SMTP_URL", "MAIL_FROM") if sender else ("MAIL_FROM", "SMTP_URL")
        raise ConfigError(f"QUIZAPP_{given} is set and QUIZAPP_{missing} is not; mail needs both or neither.")
    if not hosts or hosts[0].startswith("."):
        raise ConfigError("QUIZAPP_SMTP_URL needs QUIZAPP_HOSTS: links in mails begin with the first name in it.")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or parts.scheme not in MAIL_PORTS or parts.path.strip("/") or parts.query or parts.fragment:
        raise ConfigError(
            "QUIZAPP_SMTP_URL cannot be read; write it as smtp://USER:PASSWORD@HOST:587 or smtps://USER:PASSWORD@HOST:465"
            ", with %-codes for signs like / # ? @ in the password (a local server may do without user and password)."
        )
    if bool(parts.username) != bool(parts.password):
        raise ConfigError("QUIZAPP_SMTP_URL must name both a user and a password, or neither.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Mail(host, port or MAIL_PORTS[parts.scheme], parts.scheme == "smtps", _sender(sender), user, password)


def _sender(value: str) -> str:
    name, address = parseaddr(value)
    try:
        return str(Address(name, addr_spec=address if "@" in address else ""))
    except (MessageError, ValueError, IndexError):
        raise ConfigError(
            f"QUIZAPP_MAIL_FROM is {value!r}; it must be an address such as Quizapp <quiz@example.org>."
        ) from None
