"""Ruled lines in the picture of a page: long straight runs of dark pixels along an axis."""

import re
from typing import NamedTuple

from PIL.Image import Image, Transpose

_BLOCK = 12
"""Pixels along a line that are looked at together."""
_DARK = rb"[\x90-\xff]{%d,}"
"""Blocks most of whose pixels are dark."""
_NEAR = 2
"""Rows of pixels between two runs that still belong to one line."""
_THICK = 0.06
"""Inches: what is thicker is an area, not a line."""
_SHORTEST = (0.45, 0.22)
"""Inches of a level and of an upright line; the stems of large letters are shorter."""
_UNBROKEN = 0.93
"""Share of a line's pixels that have ink. On scans at 150 to 300 dpi, letters in a row reach 0.85, lines 1."""
_TOUCH = 0.05
"""Inches within which two lines meet."""


class PixelRule(NamedTuple):
    """A line with its thickness, in pixels."""

    x0: int
    y0: int
    x1: int
    y1: int


def dark(image: Image) -> Image:
    """White where a grey picture has ink, black elsewhere."""
    histogram = image.histogram()
    paper = max(range(96, 256), key=lambda value: sum(histogram[max(value - 4, 0) : value + 5]))
    limit = round(paper * 0.62)
    return image.point([255 if value < limit else 0 for value in range(256)])


def ruled_lines(ink: Image, dpi: float) -> tuple[list[PixelRule], list[PixelRule]]:
    """The level and the upright lines of a picture that `dark` made."""
    level = _lines(ink, dpi, _SHORTEST[0])
    upright = _lines(ink.transpose(Transpose.TRANSPOSE), dpi, _SHORTEST[1])
    return level, [PixelRule(rule.y0, rule.x0, rule.y1, rule.x1) for rule in upright]


def grid_lines(level: list[PixelRule], upright: list[PixelRule], dpi: float) -> list[PixelRule]:
    """The lines of tables: level ones that meet two upright ones, and the other way round."""
    reach = _TOUCH * dpi
    met_by = [[other for other in upright if _meet(rule, other, reach)] for rule in level]
    level_in = [rule for rule, met in zip(level, met_by, strict=True) if len(met) > 1]
    upright_in = [rule for rule in upright if sum(_meet(other, rule, reach) for other in level) > 1]
    return level_in + upright_in


def _meet(level: PixelRule, upright: PixelRule, reach: float) -> bool:
    return (
        level.x0 - reach <= upright.x1
        and upright.x0 <= level.x1 + reach
        and upright.y0 - reach <= level.y1
        and level.y0 <= upright.y1 + reach
    )


def _lines(ink: Image, dpi: float, shortest: float) -> list[PixelRule]:
    blocks = ink.reduce((_BLOCK, 1))
    width, data = blocks.width, blocks.tobytes()
    pattern = re.compile(_DARK % max(round(shortest * dpi / _BLOCK), 3))
    open_: list[list[int]] = []
    done: list[list[int]] = []
    for row in range(blocks.height):
        still = [run for run in open_ if row - run[3] <= _NEAR]
        done += [run for run in open_ if row - run[3] > _NEAR]
        for match in pattern.finditer(data, row * width, (row + 1) * width):
            x0, x1 = match.start() - row * width, match.end() - row * width
            for run in still:
                if run[0] <= x1 and x0 <= run[2]:
                    run[0], run[2], run[3] = min(run[0], x0), max(run[2], x1), row
                    break
            else:
                still.append([x0, row, x1, row])
        open_ = still
    most = max(_THICK * dpi, 3)
    rules = [
        _trimmed(PixelRule(x0 * _BLOCK, y0, min(x1 * _BLOCK, ink.width), y1 + 1), ink)
        for x0, y0, x1, y1 in done + open_
        if y1 + 1 - y0 <= most
    ]
    return [rule for rule in rules if _is_unbroken(rule, ink)]


def _is_unbroken(rule: PixelRule, ink: Image) -> bool:
    """Whether a line has ink nearly all along: between the letters of bold words, which make dark runs too, is paper."""
    beside = ink.crop((rule.x0, max(rule.y0 - 1, 0), rule.x1, min(rule.y1 + 1, ink.height)))
    inked = beside.getprojection()[0]
    return sum(inked) >= _UNBROKEN * len(inked)


def _trimmed(rule: PixelRule, ink: Image) -> PixelRule:
    """A line with its ends to the pixel; blocks only tell them roughly."""
    left, right = max(rule.x0 - _BLOCK, 0), min(rule.x1 + _BLOCK, ink.width)
    first = ink.crop((left, rule.y0, rule.x0 + 2 * _BLOCK, rule.y1)).getbbox()
    last = ink.crop((rule.x1 - 2 * _BLOCK, rule.y0, right, rule.y1)).getbbox()
    x0 = left + first[0] if first else rule.x0
    x1 = rule.x1 - 2 * _BLOCK + last[2] if last else rule.x1
    return PixelRule(x0, rule.y0, max(x1, x0 + 1), rule.y1)
