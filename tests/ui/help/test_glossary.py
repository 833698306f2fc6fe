"""The glossary of the help says what the one of the documents says."""

import re
from pathlib import Path

from digitpad.ui.help.glossary import GLOSSARY

DOCUMENT = Path(__file__).parents[3] / "docs" / "glossary.md"


def test_every_term_is_in_the_document_with_the_same_words():
    rows = re.findall(r"^\| (.*?) \| (.*?) \|$", DOCUMENT.read_text(encoding="utf-8").replace("`", ""), re.MULTILINE)
    told = [pair for _, pairs in GLOSSARY for pair in pairs]
    assert len(told) > 30
    assert set(told) - set(rows) == set()
    assert len({term for term, _ in told}) == len(told)
