"""Pictures: only points come through, in the sizes of the plan; what is none, or too much, is refused by name."""

import io

import pytest
from PIL import Image, ImageCms

from registration.files import errors
from registration.files.images import LOGO, PHOTOGRAPH, Rendered, Shown, make
from tests import uploads

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def opened(rendered: Rendered) -> Image.Image:
    """As a browser would."""
    return Image.open(io.BytesIO(rendered.content))


def of_type(shown: Shown, kind: str) -> list[Rendered]:
    """The sizes in one format."""
    return [one for one in shown.renditions if one.media_type == kind]


def test_a_photograph_comes_in_three_sizes_and_two_formats() -> None:
    made = make(uploads.photograph((2400, 1600)), PHOTOGRAPH)
    assert (made.width, made.height) == (2400, 1600)
    for kind in ("image/webp", "image/jpeg"):
        assert [(one.width, one.height) for one in of_type(made, kind)] == [
            (480, 320),
            (960, 640),
            (1600, 1067),
        ]
    assert all(opened(one).size == (one.width, one.height) for one in made.renditions)


def test_a_small_photograph_is_not_made_larger() -> None:
    made = make(uploads.photograph((700, 500)), PHOTOGRAPH)
    assert [one.width for one in of_type(made, "image/webp")] == [480, 700]
    tiny = make(uploads.photograph((300, 200)), PHOTOGRAPH)
    assert [one.width for one in of_type(tiny, "image/jpeg")] == [300]


def test_place_camera_comment_and_profile_do_not_come_through() -> None:
    content = uploads.located_photograph()
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825), "the upload has no place"
    for one in make(content, PHOTOGRAPH).renditions:
        found = opened(one)
        assert not found.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(found.info)
        assert b"Telefon" not in one.content
        assert b"tajne" not in one.content


def test_a_photograph_on_its_side_is_turned_upright() -> None:
    made = make(uploads.located_photograph(orientation=6), PHOTOGRAPH)
    assert (made.width, made.height) == (600, 800)
    upright = opened(of_type(made, "image/jpeg")[-1]).convert("L")
    assert upright.getpixel((300, 50)) < 60 < upright.getpixel((300, 750))  # type: ignore[operator]


def test_a_photograph_for_print_gets_the_colours_of_screens() -> None:
    cmyk = Image.new("CMYK", (100, 100), (0, 255, 255, 0))
    file = io.BytesIO()
    cmyk.save(file, "JPEG", quality=95)
    red = opened(make(file.getvalue(), PHOTOGRAPH).renditions[-1]).convert("RGB").getpixel((50, 50))
    assert isinstance(red, tuple)
    assert red[0] > 200 > 60 > max(red[1:])


def test_a_wide_profile_is_turned_into_srgb() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    broken = lab[:200]
    for profile in (lab, broken):
        content = uploads.photograph(icc_profile=profile)
        assert make(content, PHOTOGRAPH).renditions


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("RGBA", "PNG"),
        ("P", "PNG"),
        ("1", "PNG"),
        ("L", "JPEG"),
        ("LA", "PNG"),
        ("I;16", "PNG"),
        ("RGBA", "WEBP"),
    ],
)
def test_every_kind_of_colour_becomes_a_photograph(mode: str, kind: str) -> None:
    if mode == "I;16":
        file = io.BytesIO()
        Image.new("I;16", (40, 40), 65_535).save(file, kind)
        content = file.getvalue()
    else:
        content = uploads.photograph((40, 40), kind, mode)
    assert all(opened(one).mode == "RGB" for one in make(content, PHOTOGRAPH).renditions)


def test_a_logo_keeps_what_is_seen_through_and_is_no_higher_than_pages_show_it() -> None:
    seal = Image.new("RGBA", (1000, 600), (0, 0, 0, 0))
    seal.paste((200, 20, 20, 255), (200, 100, 800, 500))
    file = io.BytesIO()
    seal.save(file, "PNG")
    made = make(file.getvalue(), LOGO)
    assert [(one.width, one.height) for one in of_type(made, "image/png")] == [(200, 120), (400, 240)]
    for one in made.renditions:
        found = opened(one).convert("RGBA")
        assert found.getpixel((2, 2))[3] == 0  # type: ignore[index]
        assert found.getpixel((one.width // 2, one.height // 2)) == (200, 20, 20, 255)


def test_a_photograph_of_noise_is_made_light_enough() -> None:
    noise = Image.effect_noise((2000, 1500), 90).convert("RGB")
    file = io.BytesIO()
    noise.save(file, "JPEG", quality=95)
    made = make(file.getvalue(), PHOTOGRAPH)
    assert all(len(one.content) <= PHOTOGRAPH.most_bytes for one in made.renditions if one.width < 1600)
    assert all(len(one.content) < 4 * PHOTOGRAPH.most_bytes for one in made.renditions)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", errors.FileEmpty),
        (b"zdj\xc4\x99cie", errors.NoPicture),
        (uploads.PDF, errors.NoPicture),
        (SVG, errors.VectorPicture),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x -->' + SVG, errors.VectorPicture),
        ('<?xml version="1.0" encoding="utf-16"?><svg/>'.encode("utf-16"), errors.VectorPicture),
        (uploads.animation("GIF"), errors.NoPicture),
        (uploads.animation("WEBP"), errors.AnimatedPicture),
        (uploads.animation("PNG"), errors.AnimatedPicture),
        (uploads.png_of_size(30_000, 30_000), errors.TooManyPixels),
        (uploads.png_of_size(8_000, 7_000), errors.TooManyPixels),
        (uploads.png_of_size(2_000_000_000, 2), errors.TooManyPixels),
        (uploads.png_of_size(600, 600), errors.PictureDamaged),
        (uploads.photograph((1, 1)), errors.PictureTooSmall),
        (uploads.photograph()[:2000], errors.PictureDamaged),
        (uploads.photograph(kind="PNG")[:300], errors.PictureDamaged),
        (uploads.photograph(kind="WEBP")[:200], errors.NoPicture),
        (b"\xff\xd8\xff\xe0", errors.NoPicture),
    ],
)
def test_what_is_no_picture_is_refused_by_name(content: bytes, problem: type[errors.FileRefused]) -> None:
    with pytest.raises(problem) as refused:
        make(content, PHOTOGRAPH)
    assert refused.value.field == "file"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_hangs_behind_a_picture_does_not_come_through(kind: str) -> None:
    hidden = b"<script>alert(1)</script>" + uploads.archive({"a.exe": b"MZ"})
    content = uploads.photograph((60, 60), kind) + hidden
    for one in make(content, PHOTOGRAPH).renditions:
        assert b"<script>" not in one.content
        assert b"PK\x03\x04" not in one.content


def test_a_telephones_two_pictures_in_one_are_one_photograph() -> None:
    first, second = (Image.new("RGB", (64, 48), colour) for colour in ("white", "black"))
    file = io.BytesIO()
    first.save(file, "MPO", save_all=True, append_images=[second])
    made = make(file.getvalue(), PHOTOGRAPH)
    assert opened(made.renditions[-1]).convert("L").getpixel((5, 5)) > 200  # type: ignore[operator]
