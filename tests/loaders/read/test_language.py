import pytest

from loaders.read import Metadata, NotReadError
from loaders.read.language import language_of
from tests.loaders.read.reading import EN, FR, read


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (EN, "en"),
        (FR, "fr"),
        ("Rebels seize lake airport amid heavy fighting", "en"),
        ("Les rebelles prennent l'aéroport", "fr"),
        (f"{EN} « {FR} » {EN}", "en"),
        (f'{FR} "{EN}" {FR}', "fr"),
        ("Los rebeldes tomaron la ciudad el lunes, según los vecinos.", "es"),
        ("Os rebeldes tomaram a cidade na segunda-feira, segundo moradores.", "pt"),
        ("I ribelli hanno preso la città lunedì, secondo i residenti.", "it"),
        ("Die Rebellen haben am Montag die Stadt eingenommen, sagten Bewohner.", "de"),
        ("De rebellen hebben maandag de stad ingenomen, zeggen inwoners.", "nl"),
        ("Waasi wamechukua mji huo siku ya Jumatatu, kwa mujibu wa wakazi wa eneo hilo.", "sw"),
        ("Повстанцы взяли город в понедельник, сообщили жители.", "ru"),
        # names are at home in any language: the small words tell
        ("Dutch police arrested Hans de Vries in Rotterdam on Tuesday.", "en"),
        ("German Chancellor Friedrich Merz met Polish Prime Minister Donald Tusk in Warsaw.", "en"),
        ("Hamas rejected Israel's proposal.", "en"),
        ("Japan sends warships near Senkaku islands.", "en"),
        ("Finland closed Vaalimaa crossing.", "en"),
        ("Le M23 a pris Goma.", "fr"),
        ("Washington sanctionne James Kabarebe.", "fr"),
        ("Il governo italiano ha espulso due diplomatici russi.", "it"),
        ("De politie heeft drie verdachten aangehouden in Rotterdam.", "nl"),
        # nothing else in it tells, and a language that is read lies near
        ("US Secretary of State Mary Blunt met Chinese Foreign Minister Wu Li in Munich.", "en"),
        ("M23 rebels seize Goma.", "en"),
        ("Burkina Faso junta expels French diplomat.", "en"),
        ("Colombian President Luis Prado rejected US President John Doe's demands.", "en"),
        ("Thousands protest in Tbilisi.", "en"),
        ("Paris expulse deux diplomates russes.", "fr"),
        ("Los rebeldes toman Goma.", "es"),
        ("Rebellen nehmen Goma ein.", "de"),
        ("12 34 56", "und"),
        ("Sake Minova", "und"),
    ],
)
def test_languages_are_told(text: str, code: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    ("given", "forced", "text", "code"),
    [
        (None, None, EN, "en"),
        (None, None, FR, "fr"),
        (None, "fr", EN, "fr"),
        ("fr", "en", EN, "fr"),
        ("en", None, FR, "en"),
    ],
)
def test_metadata_wins_over_the_caller_and_both_over_the_text(
    given: str | None, forced: str | None, text: str, code: str
) -> None:
    assert read(text, Metadata(language=given), forced).language == code


@pytest.mark.parametrize(
    ("meta", "text"), [(Metadata(language="de"), EN), (Metadata(), "Die Rebellen haben am Montag die Stadt eingenommen.")]
)
def test_a_third_language_is_refused(meta: Metadata, text: str) -> None:
    with pytest.raises(NotReadError, match="'de'") as refused:
        read(text, meta)
    assert refused.value.code == "language"
