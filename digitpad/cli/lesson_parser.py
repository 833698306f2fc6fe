"""`digitpad lesson`: the arguments; `lesson` and `lesson_pages` do the work."""

from __future__ import annotations  # lessons are named in signatures but imported only when needed

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from digitpad.cli.arguments import Commands, add_actions, whole
from digitpad.system import paths
from digitpad.translation import _

if TYPE_CHECKING:
    from digitpad.data.catalogue import Catalogue
    from digitpad.lessons.lesson import Lesson, LessonError


def add_parser(commands: Commands) -> None:
    """Add the command to those of the program."""
    tasks = add_actions(commands.add_parser("lesson", help=_("the lessons, from a terminal")))
    tasks.add_parser("list", help=_("the lessons and their steps")).set_defaults(run=_list)

    run = tasks.add_parser("run", help=_("run a lesson and compare its figures"))
    run.add_argument("name", metavar="NAME", help=_("as “lesson list” says it"))
    run.add_argument("--step", type=whole, metavar="N", help=_("only this step"))
    run.add_argument("--epochs", type=whole, metavar="N", help=_("other than the lesson's"))
    run.add_argument("--sample", type=whole, metavar="N", help=_("learn from N pictures only, as many of each class"))
    run.set_defaults(run=_run)

    report = tasks.add_parser("report", help=_("what was done in a lesson, as one page"))
    report.add_argument("name", metavar="NAME", help=_("as “lesson list” says it"))
    report.add_argument("--of", default="", metavar="PERSON", help=_("the name on the report; kept nowhere else"))
    report.add_argument("--out", required=True, type=Path, metavar="FILE", help=_("the file to write: .html or .pdf"))
    report.set_defaults(run=_report)

    collect = tasks.add_parser("collect", help=_("the reports of a class, put together"))
    collect.add_argument("folder", type=Path, metavar="FOLDER", help=_("where the reports are"))
    collect.add_argument("--csv", type=Path, metavar="FILE.csv", help=_("write a table for a spreadsheet"))
    collect.add_argument("--html", type=Path, metavar="FILE.html", help=_("write a page with all guesses"))
    collect.set_defaults(run=_collect)

    check = tasks.add_parser("check", help=_("say whether a lesson's file is right"))
    check.add_argument("file", type=Path, metavar="FILE", help=_("a .toml or .digitlesson file"))
    check.set_defaults(run=_check)

    pack = tasks.add_parser("pack", help=_("a lesson with its pictures and networks as one file to hand around"))
    pack.add_argument("name", metavar="NAME", help=_("as “lesson list” says it"))
    pack.add_argument("--out", required=True, type=Path, metavar="FILE.digitlesson", help=_("the file to write"))
    pack.set_defaults(run=_pack)

    sheet = tasks.add_parser("print", help=_("a lesson on paper: a sheet for pupils, or the teacher's guide"))
    sheet.add_argument("name", metavar="NAME", help=_("as “lesson list” says it"))
    sheet.add_argument("--guide", action="store_true", help=_("the teacher's guide instead of the pupils' sheet"))
    sheet.add_argument("--letter", action="store_true", help=_("on paper of the size Letter instead of A4"))
    sheet.add_argument("--out", required=True, type=Path, metavar="FILE", help=_("the file to write: .html or .pdf"))
    sheet.set_defaults(run=_print)


def _lessons(options: argparse.Namespace) -> tuple[Catalogue, tuple[Lesson, ...], tuple[LessonError, ...]]:
    from digitpad.lessons.reading import folders, load_lessons
    from digitpad.samples.own_datasets import full_catalogue

    data_dir = options.data_dir or paths.user_data_dir()
    catalogue = full_catalogue(data_dir)
    return catalogue, *load_lessons(folders(data_dir), catalogue)


def _list(options: argparse.Namespace) -> int:
    from digitpad.cli.lesson import listing

    __, lessons, problems = _lessons(options)
    print(listing(lessons))
    for problem in problems:
        print(f"digitpad: {problem}", file=sys.stderr)
    return 0


def _run(options: argparse.Namespace) -> int:
    from digitpad.cli import lesson as commands

    catalogue, lessons, problems = _lessons(options)
    lesson = commands.find_lesson(lessons, problems, options.name)
    measured = {}
    for number in commands.chosen_steps(lesson, options.step):
        step = lesson.steps[number - 1]
        plan, sentence = step.plan_here(catalogue)
        assert plan is not None  # a chosen step has one
        if options.epochs is not None:
            plan = plan.replace(epochs=options.epochs)
        dataset = catalogue.load(plan.dataset)
        if options.sample is not None:
            dataset = commands.sample(dataset, options.sample)
        print(f"{lesson.title}: {number}. {step.title}", *([sentence] if sentence else []), sep="\n", flush=True)
        measured[number] = commands.train_plan(
            plan, dataset, test_every_epoch=step.test_every_epoch
        )
    print(commands.table(lesson, measured))
    return 0


def _report(options: argparse.Namespace) -> int:
    from digitpad.cli.lesson import find_lesson
    from digitpad.cli.lesson_pages import save_report

    catalogue, lessons, problems = _lessons(options)
    lesson = find_lesson(lessons, problems, options.name)
    print(save_report(options.data_dir or paths.user_data_dir(), lesson, catalogue, options.of, options.out))
    return 0


def _collect(options: argparse.Namespace) -> int:
    from digitpad.cli.lesson_pages import collect_reports

    said, problems = collect_reports(options.folder, options.csv, options.html)
    print(said)
    for problem in problems:
        print(f"digitpad: {problem}", file=sys.stderr)
    return 0


def _check(options: argparse.Namespace) -> int:
    from digitpad.cli.lesson_pages import check_file
    from digitpad.samples.own_datasets import full_catalogue

    print(check_file(options.file, full_catalogue(options.data_dir or paths.user_data_dir())))
    return 0


def _pack(options: argparse.Namespace) -> int:
    from digitpad.cli.lesson import find_lesson
    from digitpad.cli.lesson_pages import pack

    catalogue, lessons, problems = _lessons(options)
    lesson = find_lesson(lessons, problems, options.name)
    print(pack(options.data_dir or paths.user_data_dir(), lesson.name, catalogue, options.out))
    return 0


def _print(options: argparse.Namespace) -> int:
    from digitpad.cli.lesson import find_lesson
    from digitpad.cli.lesson_pages import print_lesson

    lesson = find_lesson(*_lessons(options)[1:], options.name)
    print(print_lesson(lesson, options.out, guide=options.guide, letter=options.letter))
    return 0
