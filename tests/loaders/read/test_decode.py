import pytest

from loaders.read.decode import decode
from loaders.read.refusing import NotReadError

# what Latin-1 has room for, and what only Windows-1252 and Unicode have
LATIN = "L'armée a dit « non » à Béni. Où ? Çà et là, dès août. É"
WINDOWS = "L’armée a dit « non » à Béni… Où ? – Çà et là, dès août : 5 €"


@pytest.mark.parametrize("text", [LATIN, WINDOWS, "plain English text, nothing more", "naïve: one accent"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"])
def test_texts_come_back_from_their_encodings(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["latin-1", "iso8859-15", "cp850"])
def test_older_encodings_are_told_too(encoding: str) -> None:
    assert decode(LATIN.encode(encoding)).text == LATIN


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_stay_as_they_are(line_end: str) -> None:
    assert decode(f"{line_end}One.{line_end}Two.".encode()).text == f"{line_end}One.{line_end}Two."


@pytest.mark.parametrize(
    ("_case", "data", "text", "issue"),
    [
        ("two encodings", LATIN.encode() + b"\n" + WINDOWS.encode("cp1252"), f"{LATIN}\n{WINDOWS}", "encoding_mixed"),
        ("cut in a character", ("à la ville " * 9 + "é").encode()[:-1], "à la ville " * 9, "encoding_truncated"),
        ("encoded twice", LATIN.encode().decode("cp1252", "replace").encode(), None, "encoding_doubled"),
        ("one stray byte", b"plain text " * 9 + b"\x81 more", "plain text " * 9 + "\ufffd more", "encoding"),
        ("odd UTF-16", "à la ville".encode("utf-16") + b"x", "à la ville\ufffd", "encoding"),
    ],
)
def test_damaged_texts_are_mended_and_said_to_be(_case: str, data: bytes, text: str | None, issue: str) -> None:
    found = decode(data)
    assert [issue.code for issue in found.issues] == [issue]
    assert text is None or found.text == text


def test_a_text_encoded_twice_is_right_again() -> None:
    text = "L’armée a été attaquée à Béni – « non »"
    assert decode(text.encode().decode("cp1252").encode()).text == text


@pytest.mark.parametrize(
    ("_case", "data", "code"),
    [
        ("pdf", b"%PDF-1.7\n...", "binary"),
        ("zip", b"PK\x03\x04....", "binary"),
        ("picture", b"\x89PNG\r\n\x1a\n", "binary"),
        ("every byte", bytes(range(256)), "binary"),
        ("nothing but NUL", bytes(500), "binary"),
        ("cyrillic", "Повстанцы взяли город".encode("cp1251"), "encoding"),
        ("noise", bytes(range(128, 256)) * 4, "encoding"),
        ("no UTF-16 behind its mark", b"\xff\xfe" + b"\x00\xd8" * 50, "encoding"),
    ],
)
def test_what_is_no_readable_text_is_refused(_case: str, data: bytes, code: str) -> None:
    with pytest.raises(NotReadError) as refused:
        decode(data)
    assert refused.value.code == code


def test_the_encoding_that_a_page_declares_is_tried_first() -> None:
    assert decode("Béni, août".encode("cp1250", "replace"), "cp1250").encoding == "cp1250"
    assert decode("Béni".encode("latin-1"), "no-such-encoding").text == "Béni"
