import re

from knowledge.glossary import everyday_words, load_glossary


def test_a_text_with_all_words_of_a_term_is_said_in_everyday_words() -> None:
    assert everyday_words("سرریز دانش بین واحدها", "")
    assert not everyday_words("دانش بین واحدها", "")


def test_the_context_completes_a_term_but_is_not_enough_for_it() -> None:
    assert everyday_words("تبادل دانش", "سرریز")
    assert not everyday_words("چاپ کتاب", "سرریز دانش")


def test_every_gloss_can_be_found_and_is_clean_persian() -> None:
    for gloss in load_glossary():
        assert gloss.phrases and all(gloss.phrases) and gloss.said
        assert not re.search("[يكىة]| {2}", " ".join(gloss.said))
