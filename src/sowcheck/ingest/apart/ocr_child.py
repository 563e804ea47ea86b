"""The process that makes out words: it sees grey pixels that PDFium has drawn behind walls, and never a file's bytes.

It may write in one folder of its own and start one program, tesseract. It serves until its parent closes the connection.
"""

import json
import sys
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from sowcheck.ingest.apart import wire
from sowcheck.ingest.apart.tasks import GreyPicture
from sowcheck.ingest.apart.walls import close_in_with
from sowcheck.ingest.ocr.engine import Engine, EngineFailed
from sowcheck.ingest.ocr.found import Area, Seen
from sowcheck.ingest.ocr.look import look

MOST = 1 << 26
"""Bytes of one picture."""


def main() -> None:
    """Serves standard input: after its orders, a head and a picture for each answer."""
    source, answer = sys.stdin.buffer, sys.stdout.buffer
    orders = json.loads(wire.take(source, MOST)[1])
    folder = Path(orders["folder"])
    engine = Engine(folder, orders["languages"], orders["seconds"])
    close_in_with(orders["program"], folder, orders["memory_megabytes"])
    missing = sorted(set(orders["languages"].split("+")) - engine.languages())
    wire.put(answer, wire.READY, json.dumps(missing).encode("ascii"))
    try:
        while True:
            _serve(engine, source, answer)
    except wire.BrokenAnswer:
        # The parent has no more.
        return


def _serve(engine: Engine, source: BinaryIO, answer: BinaryIO) -> None:
    where, page, area = json.loads(wire.take(source, MOST)[1])
    picture = GreyPicture.unpacked(wire.take(source, MOST)[1])
    assert picture is not None
    image = Image.frombytes("L", (picture.width, picture.height), picture.greys)
    try:
        seen = look(where, page, Area(*area), image, picture.dpi, engine)
    except EngineFailed:
        seen = Seen(where, page, Area(*area), "failed")
    wire.put(answer, wire.DOCUMENT, seen.packed())


if __name__ == "__main__":
    main()
