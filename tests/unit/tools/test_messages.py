"""The catalogue's keeper: what a change of texts does to the translations."""

from babel.messages.catalog import Catalog

from tools.messages import untranslated, updated, written


def a_catalogue(**translations):
    catalogue = Catalog(locale="uk", fuzzy=False)
    for text, translation in translations.items():
        catalogue.add(text, translation)
    return catalogue


def test_a_translation_stays_with_its_text():
    fresh = updated(a_catalogue(Archive="Архів", Gone="Зникле"), a_catalogue(Archive=None, New=None))

    assert {message.id: message.string for message in fresh if message.id} == {"Archive": "Архів", "New": None}
    assert untranslated(fresh) == ["New"]


def test_a_changed_text_is_not_guessed():
    fresh = updated(a_catalogue(Archives="Архіви"), a_catalogue(Archive=None))

    assert untranslated(fresh) == ["Archive"]
    assert not any(message.fuzzy for message in fresh)


def test_a_plural_without_one_form_is_untranslated():
    catalogue = Catalog(locale="uk", fuzzy=False)
    catalogue.add(("%(num)s day", "%(num)s days"), ("%(num)s день", "%(num)s дні", ""))

    assert untranslated(catalogue) == ["%(num)s day"]


def test_the_file_is_sorted_and_undated():
    text = written(a_catalogue(Track="Стежити", Archive="Архів"))

    assert text.index("Archive") < text.index("Track")
    assert "Date" not in text
    assert "#: " not in text
