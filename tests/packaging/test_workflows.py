"""The workflows run on other people's machines, so here they are only read: what must hold for any of them."""

import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
RELEASE = ROOT / ".github" / "workflows" / "release.yml"

every_workflow = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)


def jobs(workflow):
    """The text of each job by its name: two spaces, a name and a colon begin one."""
    body = workflow.read_text().split("\njobs:\n")[1]
    parts = re.split(r"^  ([\w-]+):\n", body, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_there_is_one_for_every_push_and_one_for_every_tag():
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "release.yml"]
    assert 'tags: ["v*"]' in RELEASE.read_text()
    assert {"linux", "windows-program", "windows-test", "macos", "publish"} <= set(jobs(RELEASE))


@every_workflow
def test_actions_are_pinned_by_commit_and_say_their_version(workflow):
    used = re.findall(r"uses:(.*)", workflow.read_text())
    assert used
    for action in used:
        assert re.fullmatch(r" actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_an_action_has_the_same_version_everywhere():
    used = {line for path in WORKFLOWS for line in re.findall(r"uses: (.*)", path.read_text())}
    assert len(used) == len({line.split("@")[0] for line in used})


@every_workflow
def test_nothing_may_be_written_but_by_who_publishes(workflow):
    text = workflow.read_text()
    assert re.search(r"^permissions:\n  contents: read\n\n", text, re.MULTILINE)
    written = [(name, right) for name, job in jobs(workflow).items() for right in re.findall(r"([\w-]+): write", job)]
    assert written == ([("publish", "contents")] if workflow == RELEASE else [])
    assert text.count("persist-credentials: false") == text.count("uses: actions/checkout@")


@every_workflow
def test_git_trusts_the_checkout_inside_a_container(workflow):
    """It belongs to somebody else there, and tests run without a home folder to read settings from."""
    for name, job in jobs(workflow).items():
        if "    container:" in job:
            trust = job.index('git config --system --add safe.directory "$GITHUB_WORKSPACE"')
            assert job.index("actions/checkout@") < trust < job.index("run: make"), name


def test_linux_is_frozen_once_and_the_frozen_program_tested():
    ran = {path.name: re.findall(r"run: make ([\w-]+)", jobs(path)["linux"]) for path in WORKFLOWS}
    # `installers` and `test-app` freeze it by themselves.
    assert ran == {"ci.yml": ["test", "test-app"], "release.yml": ["installers", "test-installers"]}


def test_what_lies_beside_the_checkout_is_asked_for_only_where_it_lies():
    """GitHub has the repository alone, and says CI as others do."""
    required = "DIGITPAD_SHARED=required"
    assert f"export {required}\n" in (ROOT / ".ci" / "run").read_text()
    assert not [path.name for path in WORKFLOWS if required in path.read_text()]
    fixture = (ROOT / "tests" / "conftest.py").read_text().split("def shared()")[1]
    assert required.split("=")[0] in fixture
    assert '"CI"' not in fixture


@every_workflow
def test_every_job_ends_by_itself(workflow):
    for name, job in jobs(workflow).items():
        assert re.search(r"^    timeout-minutes: \d+$", job, re.MULTILINE), name


def test_what_a_job_waits_for_is_a_job():
    all_jobs = jobs(RELEASE)
    for job in all_jobs.values():
        for needs in re.findall(r"^    needs: \[?([\w, -]+)\]?$", job, re.MULTILINE):
            assert set(needs.split(", ")) <= set(all_jobs)


def test_only_what_was_installed_and_tested_is_published():
    assert "needs: [linux, windows-test, macos]" in jobs(RELEASE)["publish"]
    assert "--draft" in jobs(RELEASE)["publish"]
    assert "test_installed.ps1" in jobs(RELEASE)["windows-test"]
    assert "make test-installers" in jobs(RELEASE)["linux"]
    assert "test_installed.sh" in jobs(RELEASE)["macos"]


@every_workflow
def test_scripts_that_are_started_are_there(workflow):
    for name in re.findall(r"packaging/[\w/]+\.\w+", re.sub(r"^#.*", "", workflow.read_text(), flags=re.MULTILINE)):
        assert (ROOT / name).is_file(), name
        assert os.access(ROOT / name, os.X_OK) == name.endswith(".sh"), name


def test_every_secret_is_explained():
    head, body = RELEASE.read_text().split("\nname: Release\n")
    names = set(re.findall(r"(?:secrets|vars)\.(\w+)", body))
    assert names
    assert {name for name in names if name not in head} == set()


@every_workflow
def test_no_address_is_written_into_them(workflow):
    assert "://" not in workflow.read_text()
