"""What is found and what is left alone, kind by kind, told by examples."""

import pytest

from reception.domain.privacy.detector import find
from reception.search.names import DictionaryNames

NAMES = DictionaryNames()


def seen(text, asker=""):
    return [(str(finding.kind), finding.text) for finding in find(text, NAMES, asker)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("UA213223130000026007233566001", [("iban", "UA213223130000026007233566001")]),
        ("UА21 3223 1300 0002 6007 2335 6600 1", [("iban", "UА21 3223 1300 0002 6007 2335 6600 1")]),
        ("UA21 3223 1300 0002 6007 2335 6600 2", []),
        ("4111\u00a01111 1111-1111", [("card", "4111\u00a01111 1111-1111")]),
        ("4111 1111 1111 1112", []),
        ("запис 19550212–01110", [("unzr", "19550212–01110")]),
        ("запис 19550212-01111", []),
        ("1759013776", [("tax_id", "1759013776")]),
        ("17590\u200b13776", [("tax_id", "17590\u200b13776")]),
        ("1759013777", []),
        ("1759013776 грн", []),
        ("ЄДРПОУ 32855961 і 03328468", []),
    ],
)
def test_numbers_prove_themselves(text, found):
    assert seen(text) == found


@pytest.mark.parametrize(
    "number",
    [
        "067 000 12 34",
        "+38 (067) 000-12-34",
        "8-067-000-12-34",
        "380670001234",
        "о67 000 12 34",
        "067\n0001234",
        "067\u00a0000–12–34",
        "+38 (0512) 00-12-34",
        "067\u200b0001234",
        "+48 512 000 123",
    ],
)
def test_a_telephone_is_found_however_it_is_typed(number):
    assert seen(f"Дзвоніть {number}, дякую") == [("phone", number)]


@pytest.mark.parametrize(
    "text",
    [
        "Гаряча лінія 0 800 500 335",
        "дзвонив на 1551 і 15-80",
        "гаряча лінія (0512) 00-12-34",
        "05.06.2020 12",
        "маршрут 83, 45 хвилин, 1 250 000 грн",
        "Закон № 393/96-ВР від 02.10.1996",
        "0671234567890123",
    ],
)
def test_public_lines_and_other_numbers_stay(text):
    assert seen(text) == []


def test_a_number_without_its_code_needs_to_be_called_a_telephone():
    assert seen("тел. 55-12-34") == [("phone", "55-12-34")]
    assert seen("сума 55-12-34") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("пишіть olena.k@ukr.net", [("email", "olena.k@ukr.net")]),
        ("0670001234@ukr.net", [("email", "0670001234@ukr.net")]),
        ("пишіть info@mkrada.gov.ua", []),
        ("пишіть @olena_k у телеграм", [("handle", "@olena_k")]),
        ("запитайте @misto_bot", []),
        ("мій нік: Сонечко", [("handle", "Сонечко")]),
        ("https://t.me/olena_k.", [("handle", "https://t.me/olena_k")]),
        ("https://x.example/reset?token=abc", [("link", "https://x.example/reset?token=abc")]),
        ("https://mkrada.gov.ua/news/12345.html", []),
    ],
)
def test_addresses_on_the_net(text, found):
    assert seen(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("авто BE1234AA", [("plate", "BE1234AA")]),
        ("авто ВЕ 1234 АА", [("plate", "ВЕ 1234 АА")]),
        ("НА 2024 ТА", []),
        ("паспорт серії ЕО № 123456", [("passport", "ЕО № 123456")]),
        ("ТО 123456", []),
        ("накладна АБ 123456", []),
        ("ID-картка 001234567", [("id_card", "001234567")]),
        ("номер 001234567", []),
        ("дата народження 5 березня 1961 року", [("birth_date", "5 березня 1961")]),
        ("12.03.1985 р.н.", [("birth_date", "12.03.1985")]),
        ("свідоцтво про народження від 12.03.1985", []),
        ("допомога при народженні дитини з 12.03.2024", []),
        ("народився 31.02.1985", []),
        ("ділянка 4810136600:05:041:0012", [("cadastre", "4810136600:05:041:0012")]),
    ],
)
def test_papers_need_their_words(text, found):
    assert seen(text) == found


@pytest.mark.parametrize("flat", ["кв. 12", "квартирі № 12", "квартира 12", "кв.12а", "КВ 7", "45-ї квартири", "12 квартирі"])
def test_flats_are_found_and_houses_stay(flat):
    assert seen(f"вул. Садова, 15, {flat} – холодно") == [("flat", flat)]


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("кв. 12 у сусіда тече", "кв. 12"), ("квартирі 12 в будинку", "квартирі 12"), ("кв. 5 і немає води", "кв. 5"),
        ("квартира 8 з балконом", "квартира 8"), ("кв. 7 а вода тече", "кв. 7"), ("кв. 7 а, вода тече", "кв. 7 а"),
        ("кв. 7-б тут", "кв. 7-б"), ("кв. 7 б тут", "кв. 7 б"),
    ],
)  # fmt: skip
def test_a_word_of_one_letter_after_a_flat_is_no_part_of_it(text, flat):
    assert seen(text) == [("flat", flat)]


@pytest.mark.parametrize(
    "text",
    ["30 кв. метрів", "у будинку 120 квартир", "3 кв. 2024 року", "квартира 3-кімнатна", "кв. 45 м²", "21 квартира без газу"],
)
def test_areas_counts_and_quarters_are_no_flats(text):
    assert seen(text) == []


@pytest.mark.parametrize(
    "name",
    [
        "Коваленко Олена Петрівна",
        "Іваненку І. І.",
        "О. В. Лисенко",
        "Марії Іванівни",
        "Людмила Николаевна",
        "Тарас Мельник",
        "Ткачук Ігор",
    ],
)
def test_names_are_found_in_their_forms(name):
    assert ("name", name) in seen(f"Учора {name} приходили з паперами.")


@pytest.mark.parametrize(
    "text",
    [
        "вулиця Лесі Українки",
        "на розі вулиць Миколи Аркаса та Адмірала Макарова",
        "бібліотека ім. М. Л. Кропивницького",
        "Шевченка, 12",
        "Голова Миколаївської обласної ради",
        "Кабінет Міністрів України",
        "магазин «Оксана»",
        "ЖЕК № 5",
    ],
)
def test_streets_posts_and_shops_are_no_persons(text):
    assert seen(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Прошу перезвонить Петрову Ивану Сергеевичу по номеру", "Петрову Ивану Сергеевичу"),
        ("Зателефонуйте Коваль Марії Іванівні по справі", "Коваль Марії Іванівні"),
        ("Дякуємо Петренку Івану по телефону", "Петренку Івану"),
    ],
)
def test_a_name_before_a_preposition_is_whole(text, name):
    assert seen(text) == [("name", name)]


def test_the_first_words_after_my_name_is_are_a_name_in_any_letters():
    assert seen("мене звати олена, вода холодна") == [("name", "олена")]


@pytest.mark.parametrize("form", ["Кривопуска", "Кривопускові", "Кривопуском"])
def test_the_askers_own_name_is_found_in_every_form(form):
    assert seen(f"Учора {form} не пустили.", asker="Кривопуск Надія") == [("name", form)]
    assert seen("Є надія на краще.", asker="Кривопуск Надія") == []


def test_the_askers_whole_name_is_one_finding():
    assert seen("Я, Лисенко Ганна Миколаївна, прошу", asker="Лисенко Ганна Миколаївна") == [("name", "Лисенко Ганна Миколаївна")]


def test_what_cannot_be_seen_keeps_its_place():
    text = "Ціна\u00ad: и\u0306 067\u200b 000 12 34"
    [finding] = find(text, NAMES)
    assert (finding.start, finding.end) == (text.index("067"), len(text))


def test_without_a_dictionary_patronymics_and_initials_are_still_found():
    found = [finding.text for finding in find("Прийшли Коваленко Олена Петрівна та Іваненко І. І.")]
    assert any("Петрівна" in text for text in found)
    assert any("Іваненко І. І." in text for text in found)
