"""The page for school IT says what the program and the installers do."""

import re
import textwrap
from pathlib import Path
from urllib.parse import urlsplit

from digitpad.data.dataset_info import SOURCES
from digitpad.system.policy import CHOICES, parse
from digitpad.ui.settings.settings import ZOOMS
from digitpad.ui.widgets.theme import APPEARANCES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
SCRIPT = (ROOT / "packaging" / "windows" / "digitpad.nsi").read_text()


def test_every_computer_that_downloads_come_from_is_named():
    hosts = {urlsplit(source.url).hostname for sources in SOURCES.values() for source in sources}
    assert set(re.findall(r"`([\w.-]+\.(?:com|org|net))`", PAGE)) == hosts


def test_every_exit_code_of_the_setup_is_explained():
    codes = {int(code) for code in re.findall(r"(?:Refuse|SetErrorLevel|StrCpy \$WhyNot) (\d+)", SCRIPT)}
    (sentence,) = re.findall(r"The `\.exe` ends with (.*?)\. The `\.msi`", PAGE, re.DOTALL)
    assert codes | {0, 1} == {int(number) for number in re.findall(r"\d+", sentence)}


def test_the_keys_for_detection_are_those_that_are_written():
    for name in ("SOFTWARE", "UNINSTALL"):
        (key,) = re.findall(rf'!define {name} "(.*)"', SCRIPT)
        assert rf"`HKLM\{key}`" in PAGE
    for value in ("DisplayVersion", "Version"):
        assert re.search(rf'WriteRegStr SHCTX "\S+" "{value}"', SCRIPT)
        assert f"`{value}`" in PAGE


def test_what_is_given_to_intune_is_what_the_table_of_commands_says():
    """Its fields are copied from the page, so they must say the same as the lines for everybody else."""
    (row,) = re.findall(r"^\| `\.exe`, everybody \| `(.*)` \| `(.*)` \|$", PAGE, re.MULTILINE)
    install, remove = (
        re.findall(rf"^\| {what} command \| `(.*)` \|$", PAGE, re.MULTILINE) for what in ("Install", "Uninstall")
    )
    assert (install, remove) == ([row[0]], [row[1]])
    (source, setup) = re.findall(r"IntuneWinAppUtil\.exe -c (\S+) -s (\S+) -o \S+ -q", PAGE)[0]
    assert f"copy {setup} {source}\n" in PAGE
    assert install[0].startswith(f"{setup} ")


def test_choices_are_those_of_the_settings_page():
    assert ", ".join(APPEARANCES) in PAGE
    assert ", ".join(map(str, ZOOMS)) in PAGE


def test_the_example_of_decisions_is_understood_and_names_all_there_are(tmp_path, monkeypatch):
    (example,) = re.findall(r"\n((?:    .*\n)+)", PAGE.split("## Where data lie\n")[1])
    monkeypatch.setenv("USERNAME", "zoe")
    decided = parse(Path("digitpad.ini"), textwrap.dedent(example).replace("D:", str(tmp_path)).encode())
    assert (decided.problem, decided.unknown) == ("", ())
    assert decided.data_dir is not None
    assert not decided.downloads
    assert set(decided.defaults) == set(CHOICES)


def test_the_files_that_tell_what_went_wrong_are_named_and_nothing_else_is_called_so():
    sources = [ROOT / "digitpad" / "cli" / "main.py", ROOT / "digitpad" / "system" / "log_file.py"]
    written = [name for path in sources for name in re.findall(r'"(digitpad[\w.]*\.log)"', path.read_text())]
    assert len(written) == 2
    assert sorted(re.findall(r"\bdigitpad[\w.]*\.log\b", PAGE)) == sorted(written)
