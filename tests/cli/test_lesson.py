"""`digitpad lesson`, with real runs on a handful of pictures."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from helpers.lessons import COMPLETE, complete_lesson, worked_through
from helpers.lessons import PLAN as PLAN_TOML

from digitpad.cli.lesson import aligned, sample
from digitpad.cli.main import main
from digitpad.data.catalogue import Catalogue
from digitpad.data.digits import Dataset, Pictures
from digitpad.errors import DigitpadError
from digitpad.lessons.report import report_html
from digitpad.lessons.report_facts import read_facts
from digitpad.lessons.state_file import state_path, write_state

pytestmark = pytest.mark.slow

Lesson = Callable[..., tuple[str, str]]

MINE = '''title = "Mine"
look_for = "Look closely."
[[steps]]
title = "Once"
text = "Run it."
lecture = { test = 0.9 }
keras = { train = 0.7, test = { from = 0.8, to = 0.85 } }
''' + PLAN_TOML + "validation_share = 0\n"


@pytest.fixture
def lesson(data_dir, capsys):
    """Types `digitpad lesson` and more; gives what it said on standard output and on standard error."""

    def lesson(*words, code=0):
        assert main(["--data-dir", str(data_dir), "lesson", *words]) == code
        said = capsys.readouterr()
        return said.out, said.err

    return lesson


@pytest.fixture
def mine(data_dir):
    folder = data_dir / "lessons"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(MINE, encoding="utf-8")
    return folder


def test_list_names_lessons_and_steps(lesson, mine):
    out, err = lesson("list")
    assert err == ""
    assert out.splitlines()[:2] == ["first-contact: First contact", "  1. Draw"]
    assert out.endswith("mine: Mine\n  1. Once\n")


def test_a_broken_file_is_told_and_the_others_stay(lesson, mine):
    (mine / "broken.toml").write_text(MINE.replace("epochs = 2", "epochs = 0"), encoding="utf-8")
    out, err = lesson("list")
    sentence = "digitpad: “broken.toml”, line 15: The number of epochs is 0; expected between 1 and 1000.\n"
    assert err == sentence
    assert out.count("\n") == 54
    assert lesson("run", "broken", code=2) == ("", sentence)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["nothing"],
            "There is no lesson “nothing”; choose one of: first-contact, preparation, memorising, learning-rate, "
            "clothes, capacity-and-optimizer, deep-network, why-seven, sure-or-not, whose-handwriting, not-a-digit, "
            "our-network.",
        ),
        (["clothes", "--step", "4"], "“clothes” has no step 4; choose one from 1 to 3."),
        (["clothes", "--step", "0"], "“clothes” has no step 0; choose one from 1 to 3."),
        (["clothes", "--epochs", "0"], "The number of epochs is 0; expected between 1 and 1000."),
        (["clothes", "--sample", "9"], "A sample of 9 is too small: at least one picture for each of 10 classes."),
    ],
)
def test_what_cannot_be_run_is_refused(lesson, words, sentence):
    assert lesson("run", *words, code=2) == ("", f"digitpad: {sentence}\n")


def test_a_step_without_a_run_is_passed_over(lesson, mine):
    thinking = '[[steps]]\ntitle = "Think"\ntext = "About it."\n'
    (mine / "mine.toml").write_text(f"version = 2\n{MINE}{thinking}", encoding="utf-8")
    assert lesson("run", "mine", "--step", "2", code=2)[1] == "digitpad: Step 2 of “mine” has nothing to run.\n"
    assert "Think" not in lesson("run", "mine")[0]


def test_run_compares_the_figures(lesson, mine):
    out, err = lesson("run", "mine", "--sample", "200")
    lines = out.splitlines()
    assert lines[0] == "Mine: 1. Once"
    assert lines[1].split() == ["lecture", "plain", "Keras", "this", "run"]
    assert lines[2] == "1. Once"
    train, test = (re.split(" {2,}", line.strip().replace("\N{NO-BREAK SPACE}", " ")) for line in lines[3:])
    assert train[:3] == ["train, epoch 2", "–", "70.0 %"]
    assert test[:3] == ["test, epoch 2", "90 %", "80.0–85.0 %"]
    assert all(10 < float(row[3].removesuffix(" %")) < 100 for row in (train, test))
    assert len([line for line in err.splitlines() if line.startswith("epoch ")]) == 2


@pytest.mark.parametrize(("name", "steps"), [("deep-network", 1), ("clothes", 3), ("capacity-and-optimizer", 4)])
def test_every_lesson_on_a_small_sample(lesson, name, steps):
    out, _ = lesson("run", name, "--sample", "100", "--epochs", "1")
    assert out.count("and its figures will differ.") == steps
    table = out[out.index("lecture  plain Keras") :]
    assert len([line for line in table.splitlines() if line[:1].isdigit()]) == steps
    assert table.count("test, epoch 1 ") == steps


def test_a_step_that_asks_for_it_is_tested_after_every_epoch(lesson):
    out, _ = lesson("run", "deep-network", "--sample", "100", "--epochs", "2")
    lines = [line.replace("\N{NO-BREAK SPACE}", " ").split() for line in out.splitlines()]
    shares = [float(line[-2]) for line in lines if line[:3] in (["test,", "epoch", "1"], ["test,", "epoch", "2"])]
    assert len(shares) == 2
    assert all(0 < share < 100 for share in shares)


def test_one_step_alone(lesson):
    out, _ = lesson("run", "clothes", "--step", "2", "--sample", "50", "--epochs", "1")
    assert "2. Ten epochs" in out
    assert "1. Five epochs" not in out


# The sample


def test_a_report_says_what_was_done_here(lesson, data_dir, tmp_path):
    (data_dir / "lessons").mkdir(parents=True)
    (data_dir / "lessons" / "how-fast.toml").write_text(COMPLETE, encoding="utf-8")
    page = tmp_path / "pages" / "zoë.html"
    words = ("report", "how-fast", "--of", "Zoë", "--out", str(page))
    nothing = "digitpad: Nothing was done in the lesson “how-fast” on this computer yet.\n"
    assert lesson(*words, code=2) == ("", nothing)
    write_state(data_dir, worked_through())
    assert lesson(*words) == (f"Report saved as {page}.\n", "")
    facts = read_facts(page.read_text(encoding="utf-8"))
    assert (facts.name, facts.title, len(facts.steps)) == ("Zoë", "How fast?", 2)
    assert "Zoë" not in state_path(data_dir, "how-fast").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [("report", "clothes"), ("print", "clothes"), ("print", "clothes", "--guide")])
def test_pages_are_written_as_pdf_too(lesson, data_dir, tmp_path, qapp, words):
    write_state(data_dir, worked_through("clothes"))
    page = tmp_path / "page.PDF"
    assert lesson(*words, "--out", str(page))[0].endswith(f"aved as {page}.\n")
    assert page.read_bytes().startswith(b"%PDF-")
    refused = tmp_path / "page.odt"
    sentence = f"digitpad: “{refused}” ends in neither .html nor .pdf; choose one of them.\n"
    assert lesson(*words, "--out", str(refused), code=2) == ("", sentence)


def test_a_terminal_without_a_window_writes_a_pdf(tmp_path):
    page = tmp_path / "page.pdf"
    words = ("--data-dir", str(tmp_path), "lesson", "print", "clothes", "--out", str(page))
    command = [sys.executable, "-m", "digitpad", *words]
    environment = {key: value for key, value in os.environ.items() if key not in ("QT_QPA_PLATFORM", "DISPLAY")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"Saved as {page}.\n", "")
    assert page.read_bytes().startswith(b"%PDF-")


def test_a_lesson_is_printed(lesson, tmp_path):
    sheet, guide = tmp_path / "sheet.html", tmp_path / "guide.html"
    assert lesson("print", "clothes", "--letter", "--out", str(sheet)) == (f"Saved as {sheet}.\n", "")
    lesson("print", "clothes", "--guide", "--out", str(guide))
    assert "size: Letter;" in sheet.read_text(encoding="utf-8")
    assert "For the teacher: Clothes" in guide.read_text(encoding="utf-8")


def test_a_file_is_checked(lesson, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(COMPLETE, encoding="utf-8")
    assert lesson("check", str(file)) == ("“mine.toml” is right. Steps: 2, questions: 7, checks: 9.\n", "")
    file.write_text(COMPLETE.replace('controls = ["train", "undo"]', "controls = []"), encoding="utf-8")
    assert "Step 1: “fair_test” cannot be reached" in lesson("check", str(file))[0]
    file.write_text("version = 3", encoding="utf-8")
    out, err = lesson("check", str(file), code=2)
    assert out == ""
    assert err.startswith("digitpad: “mine.toml”, line 1: This lesson is made for a newer Digitpad")


def test_a_lesson_is_packed_into_one_file_that_is_checked(lesson, tmp_path):
    file = tmp_path / "out.digitlesson"
    assert lesson("pack", "first-contact", "--out", str(file)) == (f"Saved as {file}.\n", "")
    assert lesson("check", str(file))[0].startswith("“out.digitlesson” is right. Steps: ")
    file.write_bytes(file.read_bytes()[:-1])
    assert lesson("check", str(file), code=2) == ("", "digitpad: “out.digitlesson” is incomplete; copy it again.\n")
    assert "does not end in .digitlesson" in lesson("pack", "first-contact", "--out", "a.zip", code=2)[1]
    assert "There is no lesson “other”" in lesson("pack", "other", "--out", str(file), code=2)[1]


def test_the_reports_of_a_class_are_put_together(lesson, tmp_path):
    reports, pages = tmp_path / "reports", tmp_path / "pages"
    reports.mkdir()
    for name in ("Ada", "Zoë"):
        page = report_html(complete_lesson(), worked_through(), name, date(2026, 11, 30))
        (reports / f"{name}.html").write_text(page, encoding="utf-8")
    (reports / "homework.html").write_text("Homework")
    table, page = pages / "class.csv", pages / "class.html"
    out, err = lesson("collect", str(reports), "--csv", str(table), "--html", str(page))
    assert out.splitlines()[:3] == [
        "How fast?: 2 reports", "     1.1  1.2  1.3  1.4  1.5  2.1  2.2  2.3  2.4",
        "Ada    ✓    ✓    ✓    ✓    ✓    ○    ✓    ○    ○",
    ]  # fmt: skip
    assert out.splitlines()[-2:] == [f"Saved as {table}.", f"Saved as {page}."]
    assert err.startswith("digitpad: “homework.html”: This is no report of a lesson")
    assert table.read_text(encoding="utf-8").count("\n") == 3
    assert page.read_text(encoding="utf-8").count("Zoë") == 1


def test_the_page_of_a_class_does_not_lie_among_its_reports(lesson, tmp_path):
    (tmp_path / "a.html").write_text(report_html(complete_lesson(), worked_through(), "", date(2026, 11, 30)))
    out, err = lesson("collect", str(tmp_path), "--html", str(tmp_path / "class.html"), code=2)
    assert out == ""
    assert err.endswith("would lie among the reports; choose another folder for it.\n")


def dataset(labels):
    images = np.zeros((len(labels), 28, 28), np.uint8)
    images[:, 0, 0] = range(len(labels))
    pictures = Pictures(images, np.array(labels, np.uint8))
    return Dataset("x", "X", ("a", "b"), pictures, pictures)


@pytest.mark.parametrize(
    ("count", "rows"),
    [(2, [0, 3]), (3, [0, 1, 3]), (4, [0, 1, 3, 5]), (5, [0, 1, 2, 3, 5]), (99, [0, 1, 2, 3, 4, 5])],
)
def test_a_sample_has_the_first_of_every_class(count, rows):
    small = sample(dataset([0, 0, 0, 1, 0, 1]), count)
    assert small.train.images[:, 0, 0].tolist() == rows
    assert len(small.test) == 6


def test_a_sample_is_as_balanced_as_it_can_be():
    catalogue = Catalogue(Path("nowhere"))
    small = sample(catalogue.load("mnist-5k"), 205)
    assert sorted(np.bincount(small.train.labels)) == [20] * 5 + [21] * 5


def test_a_sample_of_less_than_the_classes_is_refused():
    with pytest.raises(DigitpadError, match="too small"):
        sample(dataset([0, 1]), 1)


def test_columns():
    assert aligned([("", "b"), ("long", "1"), ("x", "100")]) == "        b\nlong    1\nx     100"
