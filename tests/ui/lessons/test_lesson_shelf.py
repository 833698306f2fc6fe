"""What a look at the folders of lessons finds."""

from helpers.lessons import PLAN, worked_through

from digitpad.lessons.state_file import state_path, state_to_json, write_state
from digitpad.ui.lessons.lesson_shelf import Shelf, look

MINE = 'title = "Mine"\nlook_for = "Look."\n' + "".join(
    f'[[steps]]\ntitle = "{title}"\ntext = "Run it."\n{more}{PLAN.replace("mnist-5k", dataset)}'
    for title, more, dataset in (
        ("Here", "", "mnist-5k"), ("Elsewhere", "", "mnist"), ("Instead", 'fallback = "mnist-5k"\n', "mnist"),
    )
)


def test_an_empty_folder_has_no_lessons(tmp_path, catalogue):
    assert look((tmp_path / "none", tmp_path), catalogue, tmp_path) == Shelf()


def test_a_step_without_a_plan_cannot_be_run(tmp_path, catalogue):
    thinking = '[[steps]]\ntitle = "Think"\ntext = "About it."\n'
    (tmp_path / "mine.toml").write_text(f"version = 2\n{MINE}{thinking}", encoding="utf-8")
    assert [(here.plan is None, here.possible) for here in look((tmp_path,), catalogue, tmp_path).here.values()] == [
        (False, True), (False, False), (False, True), (True, False),
    ]


def test_each_step_is_found_with_how_it_runs_here(tmp_path, catalogue):
    (tmp_path / "mine.toml").write_text(MINE, encoding="utf-8")
    (tmp_path / "broken.toml").write_text("title =", encoding="utf-8")
    shelf = look((tmp_path,), catalogue, tmp_path)
    assert [lesson.title for lesson in shelf.lessons] == ["Mine"]
    assert [(number, here.possible, here.plan.dataset) for (_, number), here in shelf.here.items()] == [
        (1, True, "mnist-5k"), (2, False, "mnist"), (3, True, "mnist-5k"),
    ]
    assert [bool(here.sentence) for here in shelf.here.values()] == [False, True, True]
    (problem,) = shelf.problems
    assert problem.startswith("“broken.toml”, line 1")


def test_what_was_done_is_found_with_the_lesson_and_damage_is_told(tmp_path, catalogue):
    for name in ("mine", "yours"):
        (tmp_path / f"{name}.toml").write_text(MINE.replace("Mine", name.title()), encoding="utf-8")
    state = worked_through("mine")
    write_state(tmp_path, state)
    state_path(tmp_path, "yours").write_text("{", encoding="utf-8")
    shelf = look((tmp_path,), catalogue, tmp_path)
    assert {name: state_to_json(each) for name, each in shelf.states.items()} == {"mine": state_to_json(state)}
    (problem,) = shelf.problems
    assert problem.startswith("What was done in the lesson “yours” is damaged")
