"""What the help says is there for every page, once."""

from digitpad.ui.help.help_text import FIRST_STEPS, TOPICS


def test_every_page_has_a_topic_under_its_own_title(window):
    titles = {topic.name: topic.title for topic in TOPICS}
    assert len(titles) == len(TOPICS)
    tabs = window.tabs
    assert {name: titles[name] for name in tabs.names} == {
        name: tabs.bar.tabToolTip(place) for place, name in enumerate(tabs.names)
    }
    assert set(titles) == {FIRST_STEPS, *tabs.names}


def test_topics_are_sentences():
    for topic in TOPICS:
        assert topic.paragraphs
        assert all(text.endswith(".") for text in topic.paragraphs), topic.title
