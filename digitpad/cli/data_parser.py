"""`digitpad data`: the arguments; `samples_commands` and `dataset_commands` do the work."""

import argparse
from pathlib import Path

from digitpad.cli.arguments import Commands, add_actions, whole
from digitpad.errors import DigitpadError
from digitpad.system import paths
from digitpad.translation import N_, _

_OWN = "digits"
"""The format of the pupils' own samples; all others are for datasets."""

_ENDINGS = {".npz": "npz", ".csv": "csv"}
"""By which the format of a file shows; the others are folders."""


def add_parser(commands: Commands) -> None:
    """Add the command to those of the program."""
    actions = commands.add_parser("data", help=_("the pupils' own samples, and labelled pictures of other programs"))
    subcommands = add_actions(actions)

    subcommands.add_parser("list", help=_("how many samples of what there are, and what was imported")).set_defaults(
        run=_list
    )

    give = subcommands.add_parser("export", help=_("the samples for other Digitpads, or a dataset for other programs"))
    give.add_argument("name", nargs="?", metavar="NAME", help=_("a dataset, such as mnist-5k; none for the samples"))
    formats = (_OWN, "npz", "idx", "csv", "png")
    give.add_argument("--format", choices=formats, help=_("else as PATH ends; idx, png: folders"))
    give.add_argument(
        "--set", type=whole, metavar="N", help=_("which class set of the samples, as “data list” has them")
    )
    give.add_argument("--out", required=True, type=Path, metavar="PATH", help=_("the file or folder to write"))
    give.set_defaults(run=_export)

    merge = subcommands.add_parser("merge", help=_("add samples from .digits files, or folders of them"))
    merge.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    merge.add_argument("--seats", action="store_true", help=_("samples without a seat get one, another for each file"))
    merge.add_argument("--yes", action="store_true", help=_("do it; else it is only said what would be added"))
    merge.set_defaults(run=_merge)

    take = subcommands.add_parser(
        "import", help=_("pictures from an npz, IDX or CSV file, or a folder of IDX files or pictures")
    )
    take.add_argument("path", type=Path, metavar="FILE|FOLDER")
    take.add_argument("--name", metavar="NAME", help=_("what to call the dataset; the file's name by default"))
    take.add_argument("--yes", action="store_true", help=_("take the good rows though others are bad"))
    take.add_argument("--invert", action="store_true", help=_("ink and paper were taken for each other"))
    take.set_defaults(run=_import)

    remove = subcommands.add_parser("remove", help=_("delete an imported dataset from this computer"))
    remove.add_argument("name", metavar="NAME", help=_("as “data list” says it"))
    remove.add_argument("--yes", action="store_true", help=_("do it; else it is only said what would be deleted"))
    remove.set_defaults(run=_remove)


def _list(options: argparse.Namespace) -> int:
    from digitpad.cli import samples_commands
    from digitpad.cli.dataset_commands import list_imported
    from digitpad.samples.own_datasets import full_catalogue

    print(
        samples_commands.list_samples(_data_dir(options), options),
        *list_imported(full_catalogue(_data_dir(options))),
        sep="\n",
    )
    return 0


def _export(options: argparse.Namespace) -> int:
    if options.name is None:
        if options.format not in (None, _OWN):
            raise DigitpadError(
                N_("Say which dataset is to be written as {format}, such as mnist-5k."), format=options.format
            )
        from digitpad.cli import samples_commands

        print(samples_commands.export(_data_dir(options), options))
        return 0
    from digitpad.cli.dataset_commands import export
    from digitpad.samples.own_datasets import full_catalogue

    catalogue = full_catalogue(_data_dir(options))
    name = catalogue.entry(options.name).name
    kind = options.format or _ENDINGS.get(options.out.suffix.lower(), _OWN)
    if kind == _OWN:
        raise DigitpadError(
            N_("“{name}” is a dataset; say as what it is to be written: --format npz, idx, csv or png."), name=name
        )
    print(export(catalogue, name, kind, options.out))
    return 0


def _merge(options: argparse.Namespace) -> int:
    from digitpad.cli import samples_commands

    print(samples_commands.merge(_data_dir(options), options))
    return 0


def _import(options: argparse.Namespace) -> int:
    from digitpad.cli.dataset_commands import import_
    from digitpad.samples.own_datasets import full_catalogue

    print(import_(full_catalogue(_data_dir(options)), options.path, print, options.name, options.yes, options.invert))
    return 0


def _remove(options: argparse.Namespace) -> int:
    from digitpad.cli.dataset_commands import remove
    from digitpad.samples.own_datasets import full_catalogue

    print(remove(full_catalogue(_data_dir(options)), options.name, options.yes))
    return 0


def _data_dir(options: argparse.Namespace) -> Path:
    chosen: Path | None = options.data_dir
    return chosen or paths.user_data_dir()
