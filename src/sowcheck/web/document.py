"""`python -m sowcheck.web.document` writes the OpenAPI document; `make openapi` keeps the one in docs/ as it is."""

import json
import sys

from sowcheck.web.app import routed


def text() -> str:
    """The document as it is published."""
    return json.dumps(routed().openapi(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
