"""`digitpad data import` and `data export` as people type them."""

import numpy as np
import pytest

from digitpad.cli.main import main
from digitpad.data.catalogue import Catalogue


@pytest.fixture
def typed(capsys, data_dir):
    """Type a command; gives its exit code and what it printed."""

    def typed(*words):
        code = main(["--data-dir", str(data_dir), *map(str, words)])
        out, err = capsys.readouterr()
        return code, out.splitlines(), err

    return typed


@pytest.fixture
def digits_csv(tmp_path):
    """Forty white digits on black, ten of each of four classes, of which row 3 lacks a pixel."""
    rows = []
    for index in range(40):
        image = np.zeros(784, int)
        image[300 + index] = 255
        rows.append(",".join(map(str, [index % 4, *image])))
    rows[2] = rows[2].removesuffix(",0")
    path = tmp_path / "My digits.csv"
    path.write_text("\n".join(rows))
    return path


def test_nothing_is_taken_while_rows_are_bad(typed, digits_csv, data_dir):
    code, out, err = typed("data", "import", digits_csv)
    assert code == 2
    assert out[0].startswith("My digits.csv: CSV, 39 pictures of 4 of 10 classes (0, 1, 2, 3); 35 to")
    assert out[-2:] == ["1 cannot be taken:", "  row 3: 783 pixels, expected 784"]
    assert err == "digitpad: Nothing was imported yet; to take the 39 good pictures, type the same with --yes.\n"
    assert not data_dir.exists()


def test_the_good_rows_are_taken_on_request(typed, digits_csv, data_dir):
    code, out, err = typed("data", "import", digits_csv, "--yes")
    assert (code, err) == (0, "")
    assert out[-1] == "Imported as “my-digits”."
    dataset = Catalogue(data_dir).load("my-digits")
    assert len(dataset.train) + len(dataset.test) == 39
    assert dataset.train.images[0].reshape(-1)[300] == 255


def test_ink_and_paper_can_be_changed_over_and_the_set_named(typed, digits_csv, data_dir):
    code, out, _ = typed("data", "import", digits_csv, "--yes", "--invert", "--name", "Mine")
    assert code == 0
    assert "Ink and paper are changed over, as you chose." in out
    assert Catalogue(data_dir).load("mine").train.images[0].reshape(-1)[300] == 0


@pytest.mark.parametrize(("kind", "out"), [("npz", "a.npz"), ("idx", "a"), ("csv", "a.csv"), ("png", "a")])
def test_a_dataset_goes_out_and_comes_in_again(typed, digits_csv, tmp_path, data_dir, kind, out):
    typed("data", "import", digits_csv, "--yes")
    code, lines, err = typed("data", "export", "my-digits", "--format", kind, "--out", tmp_path / out)
    assert (code, err) == (0, "")
    assert lines[0].startswith("Saved as ")
    code, lines, err = typed("data", "import", tmp_path / ("a_train.csv" if kind == "csv" else out), "--name", "again")
    assert (code, err) == (0, "")
    assert lines[-1].startswith("Imported as “again”")
    before, after = (Catalogue(data_dir).load(name) for name in ("my-digits", "again"))
    assert before.class_names == after.class_names
    for part, other in ((before.train, after.train), (before.test, after.test)):
        assert sorted(image.tobytes() for image in part.images) == sorted(image.tobytes() for image in other.images)


@pytest.mark.parametrize(("out", "files"), [("a.npz", ["a.npz"]), ("a.CSV", ["a_test.csv", "a_train.csv"])])
def test_the_format_shows_in_the_ending(typed, digits_csv, tmp_path, out, files):
    typed("data", "import", digits_csv, "--yes")
    (tmp_path / "out").mkdir()
    code, _, err = typed("data", "export", "my-digits", "--out", tmp_path / "out" / out)
    assert (code, err) == (0, "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == files


def test_odd_pictures_are_not_taken_without_a_look(typed, tmp_path, data_dir):
    rows = [",".join(map(str, [3 if index else 4, *([0, 9] * 392)])) for index in range(40)]
    (tmp_path / "odd.csv").write_text("\n".join(rows))
    code, out, err = typed("data", "import", tmp_path / "odd.csv", "--yes")
    assert code == 2
    assert "Odd: Of 40 pictures, 39 have the label “3”." in out
    assert err.startswith("digitpad: Nothing was imported, since “odd.csv” is odd; look at its pictures in the window")
    assert not data_dir.exists()


def test_imported_sets_are_listed_and_removed(typed, digits_csv, data_dir):
    assert len(typed("data", "list")[1]) == 1
    typed("data", "import", digits_csv, "--yes")
    line = "  my-digits: “My digits”, 10 classes; 35 to learn from, 4 for the test; imported from “My digits.csv”."
    assert typed("data", "list")[1][1:] == ["Imported:", line]
    assert typed("data", "remove", "my-digits") == (
        0, [line, "Nothing was changed; say --yes to delete it. Networks that learnt from it stay."], ""
    )
    assert typed("data", "list")[1][1:] == ["Imported:", line]
    assert typed("data", "remove", "my-digits", "--yes") == (0, ["“my-digits” is deleted from this computer."], "")
    assert len(typed("data", "list")[1]) == 1
    assert not list(data_dir.rglob("my-digits*"))


def test_a_damaged_set_is_listed_as_such(typed, digits_csv, data_dir):
    typed("data", "import", digits_csv, "--yes")
    (data_dir / "datasets" / "imported" / "my-digits.npz").write_bytes(b"")
    _, (_, line), _ = typed("data", "list")
    assert line == "The imported dataset “my-digits” is damaged and left out; import it again."


def test_the_same_pictures_again_are_told(typed, digits_csv):
    typed("data", "import", digits_csv, "--yes")
    assert typed("data", "import", digits_csv, "--yes", "--invert")[1][-1] == "Imported as “my-digits-2”."
    assert typed("data", "import", digits_csv, "--yes")[1][-1] == (
        "Imported as “my-digits-3”; the same pictures are here already as “my-digits” "
        "(“digitpad data remove my-digits-3” deletes them again)."
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["import", "nowhere.csv"], "“nowhere.csv” is not there"),
        (["export", "nonsense", "--format", "npz", "--out", "a.npz"], "There is no dataset “nonsense”"),
        (["export", "nonsense", "--out", "a.npz"], "There is no dataset “nonsense”; choose one of: mnist-5k, mnist, "),
        (["export", "nonsense", "--out", "a"], "There is no dataset “nonsense”"),
        (["export", "mnist", "--format", "npz", "--out", "a.npz"], "not on this computer yet"),
        (["export", "mnist-5k", "--out", "a"], "“mnist-5k” is a dataset; say as what it is to be written: --format "),
        (["export", "mnist-5k", "--out", "a.digits"], "“mnist-5k” is a dataset"),
        (["export", "mnist-5k", "--format", "digits", "--out", "a.npz"], "“mnist-5k” is a dataset"),
        (["remove", "nonsense"], "There is no dataset “nonsense”"),
        (["remove", "mnist-5k"], "MNIST, 5,000 digits: only imported datasets can be removed."),
        (["remove", "our-digits", "--yes"], "only imported datasets can be removed."),
        (["export", "--format", "npz", "--out", "a.npz"], "Say which dataset is to be written as npz"),
    ],
)
def test_mistakes_are_one_line(typed, words, says):
    code, out, err = typed("data", *words)
    assert (code, out) == (2, [])
    assert says in err
    assert err.count("\n") == 1


def test_an_imported_set_can_be_trained_on(typed, digits_csv, tmp_path, data_dir):
    """As far as TensorFlow: the plan finds the dataset and its classes."""
    typed("data", "import", digits_csv, "--yes")
    from digitpad.training.plan import TrainingPlan

    plan = TrainingPlan(dataset="my-digits")
    assert plan.spec(len(Catalogue(data_dir).load(plan.dataset).class_names)).classes == 10
