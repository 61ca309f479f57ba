"""One structured line a request, without personal data: no address, no browser, no ids, only the rule that matched."""

import json
import logging
import time

from flask import Flask, Response, g, request

logger = logging.getLogger("quizapp.request")


def init_app(app: Flask) -> None:
    """Log the requests of `app`."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    line = {
        "method": request.method,
        "rule": request.url_rule.rule if request.url_rule else None,
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.began) * 1000, 1) if "began" in g else None,
    }
    logger.info(json.dumps(line))
    return response
