"""The form and the places as data: what ships is sound, what is wrong is said with its line."""

from pathlib import Path

import pytest

from bot.intake.form import Form, Kind
from bot.intake.loading import FRAMEWORKS, FormInvalid, load_form, load_intake, load_places

FORM = (FRAMEWORKS / "intake.toml").read_text(encoding="utf-8")
PLACES = (FRAMEWORKS / "places.toml").read_text(encoding="utf-8")


def changed(folder: Path, old: str, new: str) -> Form:
    assert old in FORM
    file = folder / "intake.toml"
    file.write_text(FORM.replace(old, new, 1), encoding="utf-8")
    return load_form(file, load_intake().places)


def test_the_form_asks_what_a_request_needs() -> None:
    asked = {field.id: field.kind for field in load_intake().fields}
    assert asked == {
        "kind": Kind.ONE,
        "firm": Kind.TEXT,
        "sector": Kind.TREE,
        "activity": Kind.TEXT,
        "place": Kind.PLACE,
        "staff": Kind.BAND,
        "clustered": Kind.ONE,
        "cluster": Kind.TEXT,
        "needs": Kind.MANY,
        "description": Kind.TEXT,
        "name": Kind.PERSON,
        "mobile": Kind.MOBILE,
    }
    assert {field.id for field in load_intake().fields if field.personal} == {"name", "mobile"}


def test_there_are_31_provinces_and_each_begins_with_its_capital() -> None:
    provinces = load_intake().places.provinces
    assert len(provinces) == 31
    capitals = {province.name: province.cities[0] for province in provinces}
    assert capitals["خراسان رضوی"] == "مشهد"
    assert capitals["مرکزی"] == "اراک"
    assert capitals["هرمزگان"] == "بندرعباس"
    assert sum(len(province.cities) for province in provinces) > 500


def test_every_button_fits_into_telegrams_64_bytes() -> None:
    form = load_intake()
    for field in form.fields:
        for option in (*field.options, *field.groups):
            assert len(f":intake:o:{field.id}:{option.id}") <= 64
    for province in form.places.provinces:
        assert len(f":intake:c:place:{province.id}:{len(province.cities)}") <= 64


def test_a_form_is_changed_without_code(tmp_path: Path) -> None:
    form = changed(
        tmp_path,
        '[[field]]\nid = "name"',
        '[[field]]\nid = "founded"\ntype = "text"\nlabel = "سال تأسیس"\nquestion = "از چه سالی؟"\n'
        'message = "سال را بنویسید."\npattern = "^1[34][0-9]{2}$"\n\n[[field]]\nid = "name"',
    )
    founded = form.field("founded")
    assert founded is not None
    assert founded.pattern is not None


BROKEN = [
    ('type = "tree"', 'type = "forest"', "the type forest of sector is none of one, many"),
    ('label = "رشتهٔ فعالیت"\n', "", "label is missing"),
    ('question = "در چه رشته‌ای کار می‌کنید؟"', "question = 5", "question is missing or is no str"),
    ('field = "clustered", is', 'field = "cluster", is', "relevant names cluster, which is no earlier field"),
    ('is = ["yes"]', 'is = ["maybe"]', "relevant names maybe, which is no option of clustered"),
    ('id = "carpet", group = "textile"', 'id = "carpet", group = "rugs"', "the group rugs of carpet"),
    ('id = "carpet"', 'id = "clothing"', "the option clothing is there twice"),
    ('id = "description"', 'id = "needs"', "the field needs is there twice"),
    ("from = 10, to = 49", "from = 12, to = 49", "the bands have gaps"),
    ("personal = true\nmin", "personal = true\nsecret = 1\nmin", "secret is not known here"),
    ("min = 10\nmax = 900", "min = 10\nmax = 9", "min of description is above max"),
    ('type = "mobile"', 'type = "mobile"\npattern = "("', "the pattern does not compile"),
    ('id = "kind"', 'id = "Kind of firm"', "is no short id"),
    ('label = "نیازها"', 'label = "نیازها"\npersonal = true', "needs is counted, so it cannot be personal"),
]


@pytest.mark.parametrize(("old", "new", "reason"), BROKEN, ids=[case[2][:30] for case in BROKEN])
def test_what_is_wrong_is_said_with_file_line_and_reason(
    old: str, new: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(FormInvalid) as caught:
        changed(tmp_path, old, new)
    file, line, said = str(caught.value).split(":", 2)
    assert file == "intake.toml"
    assert reason in said
    assert 1 < int(line) <= FORM.count("\n") + 2


def test_the_line_is_that_of_the_field(tmp_path: Path) -> None:
    with pytest.raises(FormInvalid) as caught:
        changed(tmp_path, 'type = "tree"', 'type = "forest"')
    line = FORM.split("\n").index('id = "sector"') + 1
    assert str(caught.value).startswith(f"intake.toml:{line}:")


def test_a_file_that_is_no_toml_is_said_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(FormInvalid, match=r"intake\.toml.*line 3"):
        (tmp_path / "intake.toml").write_text("a = 1\nb = 2\nc = = 3\n", encoding="utf-8")
        load_form(tmp_path / "intake.toml", load_intake().places)


def test_a_city_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "places.toml"
    file.write_text(PLACES.replace('"مراغه"', '"تبریز"', 1), encoding="utf-8")
    with pytest.raises(FormInvalid, match=r"places\.toml:\d+: the cities of east-azerbaijan"):
        load_places(file)


def test_a_folder_of_ones_own_may_hold_only_one_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "intake.toml").write_text(FORM.replace("version = 1", "version = 7", 1), encoding="utf-8")
    assert load_intake(tmp_path).version == 7
    assert load_intake(tmp_path).places == load_intake().places
