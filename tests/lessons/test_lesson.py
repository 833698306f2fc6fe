"""Lessons from files: those on board, a teacher's own, and all the ways in which one can be wrong."""

import tomllib
from pathlib import Path

import pytest

from digitpad.data.catalogue import Catalogue
from digitpad.lessons.lesson import Figures, Lesson, LessonError, Span, Step
from digitpad.lessons.reading import MAX_BYTES, folders, load_lessons, parse_lesson, read_lesson
from digitpad.system import assets
from digitpad.training.plan import GENTLE, TrainingPlan

CATALOGUE = Catalogue(Path("nowhere"))
FILE = Path("mine.toml")

GOOD = '''title = "Mine"
look_for = """
The first
paragraph.

The second."""

[[steps]]
title = "Once"
text = "Run it."
fallback = "mnist-5k"
lecture = { test = 0.9 }
keras = [{ epoch = 1, train = 0.5 }, { epoch = 2, test = { from = 0.8, to = 0.9 } }]

[steps.plan]
dataset = "mnist"
hidden = [128]
activation = "relu"
optimizer = "adam"
learning_rate = 0.001
batch_size = 32
epochs = 2
validation_share = 0
'''


def parsed(text):
    return parse_lesson(text, FILE, CATALOGUE)


def refused(text):
    with pytest.raises(LessonError) as caught:
        parsed(text)
    error = caught.value
    assert str(error).startswith("“mine.toml”")
    assert "\n" not in str(error)
    assert str(error).endswith(".")
    return error


# What is right


def test_a_lesson_is_read_completely():
    plan = TrainingPlan(dataset="mnist", epochs=2, validation_share=0)
    assert parsed(GOOD) == Lesson(
        "mine",
        "Mine",
        ("The first paragraph.", "The second."),
        (
            Step(
                "Once", "Run it.", plan, "mnist-5k",
                (Figures(2, test=Span(0.9, 0.9)),),
                (Figures(1, train=Span(0.5, 0.5)), Figures(2, test=Span(0.8, 0.9))),
            ),
        ),
    )  # fmt: skip


def test_a_step_may_ask_for_a_test_after_every_epoch():
    assert [step.test_every_epoch for step in parsed(GOOD).steps] == [False]
    asking = GOOD.replace("lecture =", "test_every_epoch = true\nlecture =", 1)
    assert [step.test_every_epoch for step in parsed(asking).steps] == [True]
    with pytest.raises(LessonError) as refused:
        parsed(asking.replace("= true", '= "yes"'))
    assert str(refused.value).endswith("“test_every_epoch” is neither true nor false.")


def test_every_setting_can_be_given():
    plan = TrainingPlan(
        dataset="mnist", hidden=(5, 6), activation="tanh", optimizer="momentum", learning_rate=0.1, schedule="cosine",
        batch_size=7, epochs=3, initializer="normal", initializer_scale=1, bias_scale=2, dropout=0.1, l2=0.2,
        label_smoothing=0.1, averaging=0.5, validation_share=0.2, early_stopping=2, pixels="black and white",
        labels="one-hot", seed=8, augmentation=GENTLE,
    )  # fmt: skip
    values = plan.to_json()
    bends = values.pop("augmentation")

    def toml(table):
        return "".join(f"{key} = {value!r}\n" for key, value in table.items())

    text = GOOD[: GOOD.index("lecture")] + f"[steps.plan]\n{toml(values)}[steps.plan.augmentation]\n{toml(bends)}"
    assert parsed(text).steps[0].plan == plan


@pytest.mark.parametrize("text", [GOOD.replace("\n", "\r\n"), "\ufeff" + GOOD], ids=["Windows", "mark"])
def test_files_of_windows_editors(tmp_path, text):
    file = tmp_path / "Zoë.toml"
    file.write_bytes(text.encode())
    lesson = read_lesson(file, CATALOGUE)
    assert lesson.name == "Zoë"
    assert lesson.look_for == parsed(GOOD).look_for


@pytest.mark.parametrize(
    ("span", "decimals", "text"),
    [
        (Span(0.71, 0.71), None, "71 %"),
        (Span(0.71, 0.71), 1, "71.0 %"),
        (Span(0.26, 0.44), None, "26–44 %"),
        (Span(1, 1), None, "100 %"),
    ],
)
def test_an_accuracy_as_people_read_it(span, decimals, text):
    assert span.shown(decimals) == text.replace(" ", "\N{NO-BREAK SPACE}")


# What is wrong. In each case: what is replaced by what, the line that is told, and words of the sentence.

WRONG = {
    "no quotes": ('title = "Mine"', "title = Mine", 1, "This is not TOML: Invalid value"),
    "broken off": ('"Run it."', '"""Run it.', 23, "This is not TOML"),
    "a key twice": ("[128]", "[128]\nhidden = [1]", 18, "This is not TOML: Cannot overwrite"),
    "unknown key of the lesson": ('title = "Mine"', 'title = "Mine"\nauthor = "Me"', 2, "“author” is not known here"),
    "unknown key of a step": ('text = "Run it."', 'text = "Run it."\nhint = 1', 11, "“hint” is not known here"),
    "unknown setting": ("epochs = 2", "epochs = 2\nspeed = 9", 23, "“speed” is not known here"),
    "unknown figure": ("{ test = 0.9 }", "{ tests = 0.9 }", 12, "“tests” is not known here"),
    "an order of words": ('title = "Mine"', 'title = "Mine"\norder = "last"', 2, "“order” is not a whole number"),
    "an order of nothing": ('title = "Mine"', 'title = "Mine"\norder = 0', 2, "“order” is not a whole number from 1"),
    "no title": ('title = "Mine"\n', "", 1, "The lesson lacks “title”."),
    "no text": ('text = "Run it."\n', "", 8, "The step lacks “text”."),
    "no epochs": ("epochs = 2\n", "", 15, "“plan” lacks “epochs”."),
    "a title that is a number": ('title = "Once"', "title = 1", 9, "“title” is not a text"),
    "an empty text": ('"Run it."', '"  "', 10, "“text” is not a text, or it is empty."),
    "a long title": ('"Once"', f'"{"x" * 81}"', 9, "“title” is too long"),
    "a plan that is a text": ("[steps.plan]", 'plan = "best"\n[[steps]]', 15, "“plan” is not a table."),
    "one step only": ("[[steps]]", "[steps]", 8, "“steps” is not 1 to 20 tables"),
    "units as text": ("[128]", '["128"]', 17, "“hidden” is not a list of whole numbers"),
    "units of true": ("[128]", "[true]", 17, "“hidden” is not a list of whole numbers"),
    "no units": ("[128]", "[0]", 17, "Hidden layers: expected"),
    "too many units": ("[128]", "[4096, 4096, 4096]", 17, "parameters"),
    "a rate out of range": ("0.001", "11", 20, "The learning rate is 11"),
    "a rate of nothing": ("0.001", "nan", 20, "The learning rate is nan"),
    "a rate as text": ("0.001", '"0.001"', 20, "The learning rate is not a number"),
    "a huge number": ("0.001", "9" * 400, 20, "The learning rate is"),
    "half an epoch": ("epochs = 2", "epochs = 0.5", 22, "The number of epochs is not a whole number"),
    "an optimizer nobody knows": ('"adam"', '"eve"', 19, "The optimizer is “eve”"),
    "a dataset nobody knows": ('"mnist"\n', '"cats"\n', 16, "There is no dataset “cats”"),
    "a dataset that is a number": ('"mnist"\n', "5\n", 16, "The dataset is not a name."),
    "settings at odds": ("epochs = 2", "epochs = 2\nearly_stopping = 3", 15, "Early stopping watches"),
    "smoothing of integers": ("epochs = 2", "epochs = 2\nlabel_smoothing = 0.1", 23, "needs one-hot labels"),
    "bending nobody knows": ("epochs = 2", "epochs = 2\naugmentation = { twist = 1 }", 23, "“twist” is not known"),
    "bending too far": ("epochs = 2", "epochs = 2\naugmentation.rotation = 91", 23, "The rotation is 91"),
    "a fallback nobody knows": ('"mnist-5k"', '"dogs"', 11, "There is no dataset “dogs”"),
    "a fallback of clothes": ('"mnist-5k"', '"fashion-5k"', 11, "has other classes than “mnist”"),
    "percent": ("{ test = 0.9 }", "{ test = 90 }", 12, "“test” is not an accuracy"),
    "an accuracy of true": ("{ test = 0.9 }", "{ test = true }", 12, "“test” is not an accuracy"),
    "a figure that is no table": ("{ test = 0.9 }", "0.9", 12, "“lecture” is not a table."),
    "no figure": ("{ test = 0.9 }", "{ epoch = 1 }", 12, "There is no figure here"),
    "figures of no validation": (
        "epoch = 1, train = 0.5", "epoch = 1, validation = 0.5", 13, "The plan keeps no pictures for validation"
    ),
    "an epoch too far": ("epoch = 2", "epoch = 3", 13, "“epoch” is not a whole number from 1 to the plan's 2."),
    "an epoch twice": ("epoch = 2", "epoch = 1", 13, "“keras” has two tables for the same epoch."),
    "from and to the wrong way round": ("from = 0.8", "from = 0.95", 13, "“from” is more than “to”"),
    "only from": ("from = 0.8, to = 0.9", "from = 0.8", 13, "“test” lacks “to”."),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_is_told_with_its_line(case):
    old, new, line, words = WRONG[case]
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    error = refused(text)
    assert (error.line, words in str(error)) == (line, True), error


def test_figures_for_a_fallback_that_there_is_not_are_refused():
    text = "version = 2\n" + GOOD.replace('fallback = "mnist-5k"', "expected_fallback = { test = 0.9 }")
    error = refused(text)
    assert (error.line, "the step has none" in str(error)) == (12, True), error
    assert parsed("version = 2\n" + GOOD.replace("lecture =", "expected =")).steps[0].expected[0].test.low == 0.9


def test_a_mistake_in_the_second_step_is_told_there():
    second = GOOD[GOOD.index("[[steps]]") :].replace("batch_size = 32", "batch_size = 0")
    assert refused(GOOD + "\n" + second).line == GOOD.count("\n") + 1 + 14
    long_text = GOOD.replace("The first", "[[steps]]\nepochs = 0\nThe first").replace("epochs = 2", "epochs = 0")
    assert refused(long_text).line == long_text[: long_text.rindex("epochs = 0")].count("\n") + 1


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "9" * 5000], ids=["brackets", "digits"])
def test_what_python_cannot_read_is_refused_too(text):
    assert "not TOML" in str(refused(text))


def test_a_file_that_is_no_text_or_too_big(tmp_path):
    latin, big = tmp_path / "latin.toml", tmp_path / "big.toml"
    latin.write_bytes(b'title = "x"\nlook_for = "caf\xe9"\n')
    with pytest.raises(LessonError, match="UTF-8") as caught:
        read_lesson(latin, CATALOGUE)
    assert caught.value.line == 2
    big.write_text("#" * (MAX_BYTES + 1))
    with pytest.raises(LessonError, match="at most 256 KB"):
        read_lesson(big, CATALOGUE)
    with pytest.raises(LessonError, match="cannot be read"):
        read_lesson(tmp_path / "nothing.toml", CATALOGUE)


# Folders


def test_the_lessons_on_board_are_right():
    (bundled,) = {assets.folder() / "lessons"}
    lessons, problems = load_lessons([bundled], CATALOGUE)
    assert problems == ()
    assert [(lesson.name, len(lesson.steps)) for lesson in lessons] == [
        ("first-contact", 3), ("preparation", 4), ("memorising", 4), ("learning-rate", 4), ("clothes", 3),
        ("capacity-and-optimizer", 4), ("deep-network", 1), ("why-seven", 4), ("sure-or-not", 4),
        ("whose-handwriting", 3), ("not-a-digit", 3), ("our-network", 3),
    ], "from easy to hard"  # fmt: skip
    for lesson in lessons:
        assert len(lesson.look_for) >= 3
        for step in lesson.steps:
            assert step.plan is None or CATALOGUE.entry(step.fallback or step.plan.dataset).is_bundled
    settings = {"dataset", "pixels", "labels", "hidden", "activation", "initializer", "optimizer", "learning_rate",
                "batch_size", "epochs", "validation_share", "seed"}  # fmt: skip
    for file in bundled.glob("*.toml"):
        for step in tomllib.loads(file.read_text(encoding="utf-8"))["steps"]:
            assert "plan" not in step or settings <= step["plan"].keys(), "a lesson does not depend on defaults"


def test_the_networks_of_the_lectures():
    lessons, _ = load_lessons([assets.folder() / "lessons"], CATALOGUE)
    plans = {lesson.name: [step.plan for step in lesson.steps] for lesson in lessons}
    assert plans["deep-network"] == [
        TrainingPlan(
            dataset="mnist", pixels="black and white", labels="one-hot", hidden=(500, 500, 500), initializer="normal",
            initializer_scale=1.0, bias_scale=1.0, batch_size=100, epochs=10, validation_share=0,
        )
    ]  # fmt: skip
    clothes = TrainingPlan(dataset="fashion-mnist", validation_share=0)
    assert plans["clothes"] == [clothes, clothes.replace(epochs=10), clothes]
    one = TrainingPlan(
        dataset="mnist", labels="one-hot", hidden=(100,), optimizer="sgd", initializer="truncated_normal",
        initializer_scale=0.02, batch_size=10, epochs=1, validation_share=1 / 12,
    )  # fmt: skip
    two = one.replace(hidden=(100, 100))
    assert plans["capacity-and-optimizer"] == [one, one.replace(hidden=(10,)), two, two.replace(optimizer="adam")]


def test_a_broken_file_is_reported_and_the_others_stay(tmp_path):
    bundled, mine = folders(tmp_path)
    before, _ = load_lessons([bundled, mine], CATALOGUE)
    mine.mkdir()
    (mine / "b.toml").write_text(GOOD.replace("Mine", "Zebras"), encoding="utf-8")
    (mine / "c.TOML").write_text(GOOD.replace("Mine", "apes"), encoding="utf-8")
    (mine / "a.toml").write_text(GOOD.replace("epochs = 2", "epochs = -2"), encoding="utf-8")
    (mine / "clothes.toml").write_text(GOOD, encoding="utf-8")
    (mine / "d.toml").mkdir()
    (mine / "notes.txt").write_text("not a lesson")
    lessons, problems = load_lessons([bundled, mine], CATALOGUE)
    assert lessons[: len(before)] == before
    assert [lesson.name for lesson in lessons[len(before) :]] == ["c", "b"], "by title"
    (mine / "b.toml").write_text("order = 7\n" + GOOD.replace("Mine", "Zebras"), encoding="utf-8")
    lessons, _ = load_lessons([bundled, mine], CATALOGUE)
    assert [lesson.name for lesson in lessons[len(before) :]] == ["b", "c"], "by order, then by title"
    assert [(problem.file.name, problem.line) for problem in problems] == [
        ("a.toml", 22), ("clothes.toml", None), ("d.toml", None),
    ]  # fmt: skip
    assert str(problems[0]) == "“a.toml”, line 22: The number of epochs is -2; expected between 1 and 1000."
    assert "rename the file" in str(problems[1])


def test_a_folder_that_is_none(tmp_path):
    (tmp_path / "lessons").write_text("a file")
    lessons, (problem,) = load_lessons(folders(tmp_path), CATALOGUE)
    assert len(lessons) == 12
    assert "The folder cannot be read" in str(problem)


# Here


def test_a_step_falls_back_to_the_pictures_on_board(data_dir):
    catalogue = Catalogue(data_dir)
    (step,) = parsed(GOOD).steps
    plan, sentence = step.plan_here(catalogue)
    assert plan == step.plan.replace(dataset="mnist-5k")
    assert sentence == (
        "“MNIST, all 70,000 digits” is not on this computer, so this runs on “MNIST, 5,000 digits” and its figures "
        "will differ."
    )
    (data_dir / "datasets").mkdir(parents=True)
    (data_dir / "datasets" / "mnist.npz").touch()
    assert step.plan_here(catalogue) == (step.plan, "")
