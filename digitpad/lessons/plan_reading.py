"""Read what a step of a lesson runs, and the figures that others got with it."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError
from digitpad.lessons import values as take
from digitpad.lessons.lesson import PARTS, Figures, Span
from digitpad.lessons.values import Place, PlacedError
from digitpad.training.plan import Augmentation, TrainingPlan
from digitpad.translation import N_

PLAN_FIELDS = tuple(field.name for field in dataclasses.fields(TrainingPlan))
# The rest has defaults that leave the run as it is.
_PLAN_REQUIRED = ("dataset", "hidden", "activation", "optimizer", "learning_rate", "batch_size", "epochs")
_BENDS = tuple(field.name for field in dataclasses.fields(Augmentation))


def read_plan(place: Place, values: object, catalogue: Catalogue) -> TrainingPlan:
    """The plan of a step."""
    table = take.table(place, values, required=_PLAN_REQUIRED, optional=PLAN_FIELDS)
    plan, classes = read_settings(place, table, catalogue)
    try:
        plan.spec(classes)
    except DigitpadError as error:
        raise PlacedError(error.key, (*place, "hidden"), **error.facts) from error
    return plan


def read_settings(place: Place, table: Mapping[str, Any], catalogue: Catalogue) -> tuple[TrainingPlan, int]:
    """The plan that has these settings and is otherwise as by default, and the number of its classes."""
    if "hidden" in table:
        units = table["hidden"]
        if not isinstance(units, list) or not all(type(each) is int for each in units):
            raise PlacedError(
                N_("“hidden” is not a list of whole numbers, such as [500, 500, 500]."), (*place, "hidden")
            )
    if "augmentation" in table:
        take.table((*place, "augmentation"), table["augmentation"], optional=_BENDS)
    try:
        plan = TrainingPlan.from_json(table)
        return plan, len(catalogue.entry(plan.dataset).class_names)
    except DigitpadError as error:
        raise PlacedError(error.key, _culprit(place, table), **error.facts) from error


def read_fallback(place: Place, name: object, plan: TrainingPlan, catalogue: Catalogue) -> str:
    """The dataset that may stand in for the plan's."""
    text = take.text(place, name)
    try:
        entry = catalogue.entry(text)
    except DigitpadError as error:
        raise PlacedError(error.key, place, **error.facts) from error
    if entry.class_names != catalogue.entry(plan.dataset).class_names:
        raise PlacedError(
            N_("“{name}” has other classes than “{dataset}”, so it cannot stand in for it."),
            place,
            name=text,
            dataset=plan.dataset,
        )
    return text


def _culprit(place: Place, table: Mapping[str, Any]) -> Place:
    """Which setting makes a plan impossible: the first that is refused alone, or else the plan as a whole."""
    for name, value in table.items():
        if name == "dataset" and isinstance(value, str):
            continue
        try:
            TrainingPlan.from_json({name: value})
        except DigitpadError:
            # Some settings are only possible together with another one.
            if not (name == "label_smoothing" and "labels" in table):
                return (*place, name)
    try:
        TrainingPlan.from_json(table)
    except DigitpadError:
        return place
    return (*place, "dataset")  # a possible plan whose dataset nobody knows


def read_figures(place: Place, values: object, plan: TrainingPlan) -> tuple[Figures, ...]:
    """Reported accuracies: one table, or a list of tables for several epochs."""
    if not isinstance(values, list):
        return (_figure(place, values, plan),)
    figures = tuple(_figure((*place, index), each, plan) for index, each in enumerate(values))
    if len({each.epoch for each in figures}) < len(figures):
        raise PlacedError(N_("“{name}” has two tables for the same epoch."), place, name=place[-1])
    return figures


def _figure(place: Place, values: object, plan: TrainingPlan) -> Figures:
    table = take.table(place, values, optional=("epoch", *PARTS))
    epoch = table.get("epoch", plan.epochs)
    if not isinstance(epoch, int) or isinstance(epoch, bool) or not 1 <= epoch <= plan.epochs:
        raise PlacedError(
            N_("“epoch” is not a whole number from 1 to the plan's {epochs}."), (*place, "epoch"), epochs=plan.epochs
        )
    if not any(part in table for part in PARTS):
        raise PlacedError(
            N_("There is no figure here; expected one of {parts}."), place, parts=", ".join(PARTS)
        )
    if "validation" in table and not plan.validation_share:
        raise PlacedError(
            N_("The plan keeps no pictures for validation: its “validation_share” is 0."), (*place, "validation")
        )
    return Figures(epoch, **{part: _span((*place, part), table[part]) for part in PARTS if part in table})


def _span(place: Place, value: object) -> Span:
    if isinstance(value, dict):
        table = take.table(place, value, required=("from", "to"))
        low, high = (take.accuracy((*place, end), table[end]) for end in ("from", "to"))
        if low > high:
            raise PlacedError(N_("“from” is more than “to” in “{name}”."), place, name=place[-1])
        return Span(low, high)
    share = take.accuracy(place, value)
    return Span(share, share)
