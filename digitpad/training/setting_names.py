"""The names of a plan's settings, as people read them."""

from digitpad.translation import N_

SETTING_NAMES = {
    "dataset": N_("dataset"),
    "hidden": N_("hidden layers"),
    "activation": N_("activation"),
    "optimizer": N_("optimizer"),
    "learning_rate": N_("learning rate"),
    "schedule": N_("schedule"),
    "batch_size": N_("batch size"),
    "epochs": N_("number of epochs"),
    "initializer": N_("initializer"),
    "initializer_scale": N_("spread of the first weights"),
    "bias_scale": N_("spread of the first biases"),
    "dropout": N_("dropout"),
    "l2": N_("L2 weight"),
    "label_smoothing": N_("label smoothing"),
    "averaging": N_("averaging of the weights"),
    "validation_share": N_("validation share"),
    "early_stopping": N_("early stopping"),
    "pixels": N_("kind of pixels"),
    "labels": N_("kind of labels"),
    "seed": N_("seed"),
    "augmentation": N_("augmentation"),
    "pictures": N_("number of training pictures"),
}
"""Every field of `TrainingPlan`, as people call it in mid-sentence."""

BEND_NAMES = {
    "rotation": N_("rotation"),
    "shift": N_("shift"),
    "scale": N_("scale"),
    "shear": N_("shear"),
    "elastic": N_("elastic"),
    "thickness": N_("thickness"),
    "noise": N_("noise"),
}
"""Every field of `Augmentation`, likewise."""
