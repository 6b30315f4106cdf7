import pytest

from loaders.read.traced import clean, join


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("plain words", "plain words"),
        ("  ends and  inner   spaces \t", "ends and inner spaces"),
        ("Nord\u00a0Kivu\u202f: «\u00a0oui\u00a0»", "Nord Kivu : « oui »"),
        ("dis\u00adarma\u00adment", "disarmament"),
        ("Go\u200bma\ufeff", "Goma"),
        ("\u202eGoma\u202c and \u2066Sake\u2069", "Goma and Sake"),
        ("a \u200b b", "a b"),
        ("Go\x00ma\x07", "Goma"),
        ("lost \ufffd one", "lost one"),
        ("e\u0301te\u0301", "e\u0301te\u0301"),
        ("e" + "\u0301" * 50 + "!", "e\u0301\u0301\u0301!"),
        ("\u00ad\u200b", ""),
    ],
)
def test_text_is_cleaned_for_reading(raw: str, expected: str) -> None:
    assert clean(raw, 0, len(raw)).text == expected


def test_every_character_knows_where_it_came_from() -> None:
    raw = "xx dis\u00adarm\u00a0 now"
    traced = clean(raw, 2, len(raw))
    assert traced.text == "disarm now"
    assert list(traced.at) == [3, 4, 5, 7, 8, 9, 10, 12, 13, 14]
    assert traced.anchors() == ((0, 3), (3, 7), (7, 12))


def test_joined_parts_keep_their_places() -> None:
    raw = "one\ntwo"
    joined = join([clean(raw, 0, 3), clean(raw, 4, 7)])
    assert (joined.text, list(joined.at)) == ("one two", [0, 1, 2, 3, 4, 5, 6])


def test_parts_can_be_joined_without_a_space() -> None:
    raw = "disarma-\nment"
    joined = join([clean(raw, 0, 7), clean(raw, 9, 13)], [""])
    assert (joined.text, joined.anchors()) == ("disarmament", ((0, 0), (7, 9)))
