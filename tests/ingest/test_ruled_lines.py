"""Ruled lines are told from letters by their length and straightness."""

from PIL import Image, ImageDraw

from sowcheck.ingest.ocr.lines import PixelRule, dark, grid_lines, ruled_lines

DPI = 300


def drawn(*lines: tuple[int, int, int, int], paper: int = 255, ink: int = 0, width: int = 3) -> Image.Image:
    image = Image.new("L", (1800, 1200), paper)
    draw = ImageDraw.Draw(image)
    for line in lines:
        draw.line(line, fill=ink, width=width)
    return image


def near(rule: PixelRule, *wanted: int) -> bool:
    return all(abs(one - other) <= 4 for one, other in zip(rule, wanted, strict=True))


def test_level_and_upright_lines_are_found_to_the_pixel() -> None:
    level, upright = ruled_lines(dark(drawn((200, 300, 1500, 300), (700, 100, 700, 900))), DPI)
    assert [near(rule, 200, 299, 1501, 302) for rule in level] == [True]
    assert [near(rule, 699, 100, 702, 901) for rule in upright] == [True]


def test_a_line_that_rises_by_a_few_pixels_is_one_line() -> None:
    level, _ = ruled_lines(dark(drawn((200, 300, 1500, 306))), DPI)
    assert len(level) == 1


def test_lines_on_grey_paper_are_found() -> None:
    level, _ = ruled_lines(dark(drawn((200, 300, 1500, 300), paper=190, ink=60)), DPI)
    assert len(level) == 1


def test_letters_and_dark_areas_are_no_lines() -> None:
    image = drawn((200, 600, 1500, 600), width=80)
    ImageDraw.Draw(image).text((200, 200), "HILT and figures 1,111.11", fill=0, font_size=50)
    assert ruled_lines(dark(image), DPI) == ([], [])


def test_only_lines_that_meet_others_make_a_table() -> None:
    frame = [(200, 200, 900, 200), (200, 500, 900, 500), (200, 200, 200, 500), (900, 200, 900, 500)]
    level, upright = ruled_lines(dark(drawn(*frame, (200, 800, 1400, 800))), DPI)
    assert len(level) == 3
    found = grid_lines(level, upright, DPI)
    assert len(found) == 4
    assert all(rule.y1 < 700 for rule in found)
