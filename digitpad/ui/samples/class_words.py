"""Sentences about a drawing and the name of its class."""

from digitpad.translation import _, ngettext

_VOWELS = ("8", "11", "18")


def with_article(name: str, a: str, an: str, quoted: str) -> str:
    """Choose the sentence that fits the name of a class: “a 4”, “an 8”; names of over two characters are quoted."""
    if len(name) > 2:
        return quoted
    return an if name in _VOWELS or name.lower() in "aefhilmnorsx" else a


def draw(name: str) -> str:
    """What is asked for."""
    sentence = with_article(name, _("Draw a {name}"), _("Draw an {name}"), _("Draw “{name}”"))
    return sentence.format(name=name)


def saved_as(name: str, count: int) -> str:
    """What became of a drawing, and how many there are now."""
    sentence = with_article(name, _("Saved as a {name}"), _("Saved as an {name}"), _("Saved as “{name}”"))
    text = ngettext("{saved} ({count:,} drawing)", "{saved} ({count:,} drawings)", count)
    return text.format(saved=sentence.format(name=name), count=count)


def save_it_all_the_same(other: str, name: str) -> str:
    """The question where the network sees another class than somebody says."""
    looks = with_article(
        other, _("This looks like a {name}."), _("This looks like an {name}."), _("This looks like “{name}”.")
    )
    save = with_article(name, _("Save it as a {name}?"), _("Save it as an {name}?"), _("Save it as “{name}”?"))
    return _("{looks} {save}").format(looks=looks.format(name=other), save=save.format(name=name))
