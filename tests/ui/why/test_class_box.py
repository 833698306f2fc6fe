"""What was chosen stays chosen."""

from digitpad.ui.why.class_box import ClassBox


def test_what_was_chosen_stays_chosen_where_there_is_such_a_class(qapp):
    box = ClassBox()
    box.set_names(tuple("0123456789"))
    assert box.currentText() == "9"
    box.setCurrentIndex(4)
    box.set_names(("a", "4", "b"))
    assert box.names == ("a", "4", "b")
    assert box.currentIndex() == 1
    box.set_names(("x", "y"))
    assert box.currentText() == "y"


def test_the_same_names_change_nothing(qapp):
    box = ClassBox()
    told = []
    box.set_names(("a", "b"))
    box.currentIndexChanged.connect(told.append)
    box.set_names(("a", "b"))
    assert told == []
    assert [box.itemText(place) for place in range(box.count())] == ["a", "b"]
