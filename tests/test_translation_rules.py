"""Every sentence that a person reads goes through gettext, whole, with named placeholders."""

from pathlib import Path

import pytest

from scripts import text_places, translation_rules, untranslated

REPOSITORY = Path(__file__).resolve().parent.parent

def texts(source):
    """What is untranslated in a module with this source."""
    path = REPOSITORY / "example.py"
    known = text_places.learn({path: source})
    return [offence.text for offence in untranslated.offences(path, source, known)]


def problems(source):
    return [problem for _, problem in translation_rules.breaches(source)]


def test_the_program_marks_its_sentences_as_the_tools_of_gettext_need_them():
    assert list(translation_rules.find([REPOSITORY / "digitpad"])) == []


def test_nothing_is_said_as_it_is_written():
    found = [str(each) for each in untranslated.find([REPOSITORY / "digitpad"])]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        'def f():\n    return _(f"Save {name}")',
        'def f():\n    return _("Save " + name)',
        'def f():\n    return _("Save {}".format(name))',
        'def f():\n    return _("Save %s" % name)',
        "def f():\n    return _(text())",
        "def f():\n    return _()",
        'def f():\n    return _("Save", "it")',
        'LATER = N_(f"Save")',
        'def f():\n    return ngettext("{count} sample", text, count)',
        'def f():\n    return ngettext("{count} sample", "{count} samples")',
        "LATER = N_plural(*both)",
        'LATER = N_plural("{count} sample", plural="{count} samples")',
    ],
)
def test_marks_take_nothing_but_literals(source):
    assert len([each for each in problems(source) if "whole sentences as literals" in each]) == 1


@pytest.mark.parametrize("text", ["{}", "{0}", "{a.b}", "{a[0]}", "{a:{b}}", "{a", "a}"])
def test_placeholders_have_names(text):
    assert problems(f"LATER = N_({text!r})") == [f"“{text}” has something in braces that is not a name"]


@pytest.mark.parametrize("text", ["of ", " of", ""])
def test_pieces_of_sentences_are_not_marked(text):
    assert problems(f"LATER = N_({text!r})") == [f"“{text}” is a piece of a sentence, or has spaces at its ends"]


def test_braces_are_doubled_only_where_something_is_filled_in():
    assert problems('LATER = N_("a {{set}}")') == ["“a {{set}}” has braces but nothing to fill in; give them as a fact"]
    assert problems('LATER = N_("a {{set}} of {name}")') == []


def test_singular_and_plural_have_the_same_placeholders():
    assert problems('LATER = N_plural("One sample of {seat}", "{count} samples of {seat}")') == []
    assert problems('LATER = N_plural("One sample", "{count} samples of {seat}")') == [
        "“One sample” and “{count} samples of {seat}” have different placeholders"
    ]


@pytest.mark.parametrize(
    "source",
    [
        'TITLE = _("Save")',
        'class A:\n    title = _("Save")',
        'def f(title=_("Save")): ...',
        'f = lambda title=_("Save"): title',
        'TABLE = {"a": [ngettext("one", "two", 2)]}',
        'if X:\n    TITLE = _("Save")',
        '@decorated(_("Save"))\ndef f(): ...',
    ],
)
def test_nothing_is_translated_at_import(source):
    assert problems(source) == ["translated at import, before the language is known; mark it with N_"]


@pytest.mark.parametrize(
    "source", ['TITLE = N_("Save")', 'f = lambda: _("Save")', 'class A:\n    def f(self): _("Save")']
)
def test_what_is_translated_later_may_be_anywhere(source):
    assert problems(source) == []


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        ('_("Save {name}").format(nam=1)', "lacks the facts name"),
        ('_("Save").format(name=1)', "has facts without a placeholder: name"),
        ('DigitpadError(N_("Save {name}"))', "lacks the facts name"),
        ('DigitpadError(N_("Save"), name=1)', "has facts without a placeholder: name"),
        ('Message(N_plural("One", "{count} samples"))', "lacks the facts count"),
        ('LessonError(N_("Save {name}"), file=2)', "lacks the facts name"),
        ('_("Save") + name', "a sentence with something glued to it; write it whole"),
        ('": " + _("Save")', "a sentence with something glued to it; write it whole"),
        ('_("Save %s") % name', "a sentence with something glued to it; write it whole"),
    ],
)
def test_facts_are_the_placeholders(call, problem):
    assert problem in problems(f"def f():\n    return {call}")


@pytest.mark.parametrize(
    "call",
    [
        '_("Save {name}").format(name=1)',
        'ngettext("One of {all}", "{count} of {all}", n).format(count=n, all=9)',
        'DigitpadError(N_("Save {name}"), name=1)',
        'DigitpadError(N_("Save {name}"), **facts)',
        'LessonError(N_("Save {name}"), file=2, name=1)',
        '" ".join([_("Save"), _("Open")])',
    ],
)
def test_sentences_as_they_should_be(call):
    assert problems(f"def f():\n    return {call}") == []


@pytest.mark.parametrize(
    "code", ["for _ in x: ...", "a, _ = x", "f = lambda _: 1", "def f(_): ...", "with x as _: ..."]
)
def test_the_name_that_translates_is_used_for_nothing_else(code):
    assert problems(code) == []
    assert problems(f"from digitpad.translation import _\n{code}") == ["binds `_`, which translates in this module"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('label.setText("Save")', ["Save"]),
        ('label.setText(f"{count} left")', ["{} left"]),
        ('label.setText("yes" if right else "no")', ["yes", "no"]),
        ('label.setText(", ".join(["one", "two"]) or "none")', ["one", "two", "none"]),
        ('QAction(icon, "&Open", self)', ["&Open"]),
        ('QLineEdit(placeholderText="none")', ["none"]),
        ('QFileDialog(self, "Open", folder, "Tables (*.csv)")', ["Open", "Tables (*.csv)"]),
        ('tabs.addTab(widget, "first")', ["first"]),
        ('combo.addItems(["one", "two"])', ["one", "two"]),
        ('combo.addItem("dark", "light")', ["dark"]),
        ('parser.add_argument("--name", help="which", metavar="NAME")', ["which"]),
        ('print("done")', ["done"]),
        ('raise DigitpadError("no")', ["no"]),
        ('raise DigitpadError(N_("{part} is damaged"), part="body")', ["body"]),
        ('raise DigitpadError(_("{what} is damaged").format(what="body"))', ["body"]),
        ('class Wrong(DigitpadError): ...\nclass Worse(Wrong): ...\nraise Worse("no")', ["no"]),
        (
            "class Wrong(DigitpadError):\n    def __init__(self, file: Path, what: str):\n"
            '        super().__init__(f"{file.name}: {what}")\nraise Wrong(file, "no")',
            ["no"],
        ),
        ('def show(name: str, text: str):\n    label.setText(text)\nshow("first", "second")', ["second"]),
        ('def show(name: str, *, text: str):\n    label.setText(text)\nshow("first", text="second")', ["second"]),
        (
            "class A:\n    def _a(self, t: str): label.setText(t)\n    def b(self, x: int, u: str): self._a(u)\n"
            'A().b(1, "one")',
            ["one"],
        ),
        ('TITLE = "Your digits"', ["Your digits"]),
        ('COLUMNS = ("Title", "Started")', ["Title", "Started"]),
        ('text = f"{count} samples"', ["{} samples"]),
        ('text = f"{_(\'Saved\')} in two seconds"', ["{} in two seconds"]),
    ],
)
def test_texts_that_people_read_are_found(source, expected):
    assert texts(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        'label.setText(_("Save"))',
        'label.setText(ngettext("one", "two", count))',
        'label.setText(f"<b>{_(\'Save\')}</b>")',
        'label.setText(f"{a} × {b}")',
        'label.setText("CSV, PNG")',
        'label.setText("&nbsp;")',
        'raise DigitpadError(N_("{name} is damaged"), name=path.name)',
        '"""A module\'s own docstring."""',
        'class A:\n    """Of a class."""\n    x = 1\n    """Of an attribute."""',
        'def f(x: Literal["Some words"]) -> "Other words":\n    """Of a function."""',
        'data.execute("SELECT a FROM b WHERE c")',
        'SCHEMA = "CREATE TABLE a (b, c)"',
        'raise ValueError("a mistake of ours")',
        '_log.warning("a record of the log")',
        'assert x, "a mistake of ours"',
        'widget.setObjectName("padHint")',
        'if kind == "Two words": ...',
        'x = table["Two words"]',
        'x = {"Two words": 1}',
        'KINDS = ("Dense", "Flatten")  # untranslated: layers of Keras',
        'KINDS = (  # untranslated: layers of Keras\n    "Dense",\n    "Flatten",\n)',
        'def wrong(key: str) -> str:  # untranslated: a name in the file\n    print(f"{key}!")\nwrong("units")',
        'def __repr__(self):\n    return f"Network of {self.size} parameters"',
    ],
)
def test_what_nobody_reads_is_left_alone(source):
    assert texts(source) == []


def test_offenders_are_printed_with_their_places(tmp_path, capsys):
    file = tmp_path / "a.py"
    file.write_text('\nlabel.setText("Save\\nit")\n', encoding="utf-8")
    assert untranslated.main([str(file)]) == 1
    assert capsys.readouterr().out == f"{file.as_posix()}:2: Save\\nit\n"
    file.write_text('label.setText(_("Save"))\n', encoding="utf-8")
    assert untranslated.main([str(file)]) == 0


def test_breaches_are_printed_with_their_places(tmp_path, capsys):
    file = tmp_path / "a.py"
    file.write_text('\nTITLE = N_("{}")\n', encoding="utf-8")
    assert translation_rules.main([str(file)]) == 1
    assert capsys.readouterr().out == f"{file.as_posix()}:2: “{{}}” has something in braces that is not a name\n"
    file.write_text('TITLE = N_("Save")\n', encoding="utf-8")
    assert translation_rules.main([str(file)]) == 0
