"""Long work lets others go on, in gevent's worker; elsewhere it just goes on."""

import subprocess
import sys

from quizapp.web.breathe import breathe

UNDER_GEVENT = """
from gevent import monkey; monkey.patch_all()
import gevent, socket
from quizapp.web.breathe import breathe
near, far = socket.socketpair()
order = []
def request():
    near.recv(1)  # Waits for the network, as requests do.
    order.append("request")
gevent.spawn(request)
gevent.sleep(0.01)
far.send(b"x")
for number in range(3):
    breathe()
    order.append(number)
print(*order)
"""


def test_a_request_comes_in_between_two_slices() -> None:
    done = subprocess.run([sys.executable, "-c", UNDER_GEVENT], capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == "request", done.stdout


def test_without_gevent_there_is_nothing_to_wait_for() -> None:
    breathe()
