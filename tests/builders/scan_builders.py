"""Scans for tests: pages drawn to pictures, spoilt as scanners and fax machines spoil them, and bound into a PDF again."""

import io
import random
from collections.abc import Callable, Sequence

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

Spoil = Callable[[Image.Image], Image.Image]


def pictures_of(data: bytes, dpi: int) -> list[Image.Image]:
    """The pages of a PDF as grey pictures."""
    with pypdfium2.PdfDocument(data) as file:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in file]


def scanned(data: bytes, dpi: int = 200, *spoils: Spoil, quality: int = 85) -> bytes:
    """A PDF whose pages are pictures of another's: no text layer."""
    pictures = pictures_of(data, dpi)
    for spoil in spoils:
        pictures = [spoil(picture) for picture in pictures]
    return bound(pictures, dpi, quality)


def bound(pictures: Sequence[Image.Image], dpi: int, quality: int = 85) -> bytes:
    """A PDF of pictures, compressed as JPEG."""
    out = io.BytesIO()
    first, *rest = pictures
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=dpi, quality=quality)
    return out.getvalue()


def skewed(degrees: float) -> Spoil:
    """Laid askew on the glass."""
    return lambda image: image.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)


def turned(degrees: int) -> Spoil:
    """Fed in sideways or upside down, counter-clockwise."""
    return lambda image: image.rotate(degrees, expand=True)


def noisy(amount: float, seed: int = 7) -> Spoil:
    """Covered with grain: the standard deviation of its greys."""

    def spoil(image: Image.Image) -> Image.Image:
        grain = Image.frombytes("L", image.size, random.Random(seed).randbytes(image.width * image.height))  # noqa: S311
        grain = grain.filter(ImageFilter.BoxBlur(0.6)).point(
            [round((value - 128) * amount / 40) + 128 for value in range(256)]
        )
        return ImageChops.add(image, grain, 1, -128)

    return spoil


def speckled(share: float, seed: int = 11) -> Spoil:
    """With black dots, as a dirty glass leaves them."""

    def spoil(image: Image.Image) -> Image.Image:
        dice, spoilt = random.Random(seed), image.copy()  # noqa: S311
        for _ in range(round(share * image.width * image.height)):
            spoilt.putpixel((dice.randrange(image.width), dice.randrange(image.height)), 0)
        return spoilt

    return spoil


def blurred(radius: float) -> Spoil:
    """Out of focus."""
    return lambda image: image.filter(ImageFilter.GaussianBlur(radius))


def on_grey(level: int) -> Spoil:
    """On grey paper, darker towards one side; black print stays black."""

    def spoil(image: Image.Image) -> Image.Image:
        shade = (
            Image.linear_gradient("L").rotate(90).resize(image.size).point([level - value // 8 for value in range(256)])
        )
        return ImageChops.multiply(image, shade)

    return spoil


def faxed(image: Image.Image) -> Image.Image:
    """Black and white, of a standard fax: 204 by 98 dots an inch, with drop-outs."""
    small = image.resize((image.width, image.height // 2), Image.Resampling.BILINEAR)
    return small.point([0 if value < 118 else 255 for value in range(256)]).resize(image.size)


def stamped(words: str, place: tuple[float, float] = (0.45, 0.4)) -> Spoil:
    """With a rubber stamp over the text: a grey frame and large letters, askew."""

    def spoil(image: Image.Image) -> Image.Image:
        size = image.width // 22
        stamp = Image.new("L", (size * len(words), size * 3), 255)
        draw = ImageDraw.Draw(stamp)
        draw.rectangle((4, 4, stamp.width - 5, stamp.height - 5), outline=150, width=5)
        draw.text((size // 2, size // 2), words, fill=150, font_size=size * 1.5)
        turned_stamp = stamp.rotate(12, expand=True, fillcolor=255)
        sheet = Image.new("L", image.size, 255)
        sheet.paste(turned_stamp, (round(place[0] * image.width), round(place[1] * image.height)))
        return ImageChops.darker(image, sheet)

    return spoil
