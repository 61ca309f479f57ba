"""The first page over the wire, as a browser fetches it: all responses with their headers, without compression."""

import re
import tempfile
from http.client import HTTPConnection
from pathlib import Path

import machine
from machine import BELOW
from serving import serving

LINKED = re.compile(rb'<(?:link|script|img)\b[^>]*?\b(?:href|src)="(/[^"]+)"')
IMPORTED = re.compile(rb'(?:from|import)\s*\(?"(\.{0,2}/[^"]+)"')


def fetch(address: tuple[str, int], path: str) -> tuple[int, bytes]:
    """Bytes on the wire of a response, and its body."""
    connection = HTTPConnection(*address)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip, br"})
    response = connection.getresponse()
    assert response.status == 200, (path, response.status)
    head = len(f"HTTP/1.1 {response.status} {response.reason}\r\n\r\n")
    head += sum(len(name) + len(value) + 4 for name, value in response.getheaders())
    body = response.read()
    connection.close()
    return head + len(body), body


def main() -> None:
    """Follow what the page links and what its modules import."""
    sizes: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as served:
        todo = ["/"]
        while todo:
            path = todo.pop()
            if path in sizes:
                continue
            sizes[path], body = fetch(served.address, path)
            todo += [found.decode() for found in LINKED.findall(body) if path == "/"]
            base = path.rpartition("/")[0]
            todo += [
                f"{base}/{found.decode().removeprefix('./')}"
                for found in IMPORTED.findall(body)
                if path.endswith(".js")
            ]
    figures = {"kilobytes": round(sum(sizes.values()) / 1000, 2), "requests": len(sizes)}
    figures["bytes"] = {re.sub(r"/static/\w+/", "", path): size for path, size in sizes.items()}  # type: ignore[assignment]
    machine.report("weight", figures, {"kilobytes": (BELOW, 40)})


if __name__ == "__main__":
    main()
