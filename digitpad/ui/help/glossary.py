"""The terms of `docs/glossary.md` that are met in the window, for the help."""

from digitpad.translation import N_

GLOSSARY = (
    (N_("Drawing"), (
        (N_("canvas"), N_("where one draws")),
        (N_("ink"), N_("what the pen did: strokes of points; pixels are made from it, never the other way round")),
        (N_("stroke"), N_("one line of the pen, from down to up")),
        (N_("raster"), N_("the step from ink to the 28 × 28 picture, prepared as MNIST prepared its own")),
        (N_("picture"), N_("28 × 28 grey values from 0 to 255, white ink on black")),
        (N_("preparation"),
         N_("the steps from the canvas to the picture: stray dots, one line width, scaling, centring")),
        (N_("component"), N_("a connected area of ink in a photo")),
    )),
    (N_("Answering"), (
        (N_("network"), N_("a multilayer perceptron: layers of dense units, and an answer for each class")),
        (N_("class"), N_("what a picture may show: a digit, a piece of clothing")),
        (N_("logits, softmax, probabilities"), N_("the last layer's numbers; what makes shares of them; those shares")),
        (N_("margin"),
         N_("how far the best class must be ahead of the second to be given as the answer (key lead in "
            "digitpad.ini)")),
        (N_("?"), N_("the answer of a network that is not sure, or that sees no digit")),
        (N_("network in use"), N_("the one that answers what is drawn")),
        (N_("built-in network"), N_("the one that comes with the program")),
        (N_("included"), N_("what comes with the program: 5,000 digits, 5,000 pieces of clothing, the lessons")),
    )),
    (N_("Judging a network"), (
        (N_("evaluation"), N_("a network's probabilities for labelled pictures; all figures are made of them")),
        (N_("confusion matrix"),
         N_("how often which class was taken for which; rows: what it is, columns: what the network says")),
        (N_("recall, precision"),
         N_("the share of a class's pictures that are found; the share of the answers naming a class that "
            "are right")),
        (N_("span"), N_("the 95 % interval in which the true share may well lie (Wilson)")),
        (N_("calibration error"), N_("how far apart “how sure” and “how often right” are")),
        (N_("coverage"), N_("the share of pictures that are given an answer other than ?")),
        (N_("sign test"), N_("whether two networks' different mistakes could be luck")),
        (N_("endurance"), N_("accuracy as pictures or drawings are damaged more and more")),
    )),
    (N_("Looking inside"), (
        (N_("activation"), N_("what a neuron gives; also the function that makes it of the neuron's sum")),
        (N_("score"), N_("a class's number before softmax, its logit")),
        (N_("contribution"), N_("what a pixel adds to a score")),
        (N_("eraser map"), N_("how much the answer suffers where a small square of the picture is wiped")),
        (N_("bend"), N_("the pupil's own strokes moved by slow waves until another digit is read")),
        (N_("projection"), N_("pictures as points in a plane: principal components, t-SNE")),
    )),
    (N_("Training"), (
        (N_("plan"),
         N_("everything a run depends on: dataset, layers, optimizer, learning rate, batch size, epochs, "
            "seed, augmentation")),
        (N_("run"), N_("one training, with its plan, curves, figures and network; a row on the page Runs")),
        (N_("epoch, batch"), N_("one pass over the training pictures; the pictures of one step")),
        (N_("training, validation, test part"),
         N_("pictures to learn from; to compare networks while one chooses; to judge a network once, at the "
            "end")),
        (N_("augmentation"), N_("random changes of training pictures: shift, turn, scale, warp")),
        (N_("live settings"),
         N_("what may be changed during a run: pause, slow motion, learning rate, dropout, epochs, which "
            "network is kept")),
        (N_("checkpoint"), N_("what a run can be continued from: weights and the optimizer's state after an epoch")),
        (N_("film, moment"),
         N_("what a run's network was along the way; one of the networks that are kept of it")),
        (N_("fair test"), N_("two runs whose plans differ in exactly one setting")),
        (N_("hint"),
         N_("what the figures of a run say about its settings: a sentence, a sign in the curves, an advice")),
        (N_("dead neuron, saturated neuron"),
         N_("gives 0 for every picture; answers where its activation is flat")),
        (N_("overfitting"),
         N_("learning the training pictures by heart: their loss falls, that of validation pictures rises")),
        (N_("fine-tuning"), N_("training that begins with the network in use and mixes old pictures with one's own")),
        (N_("hold-out"),
         N_("drawings that are never learnt from, to test on: whole seats, and some of each other seat")),
    )),
    (N_("The pupils' drawings"), (
        (N_("sample"), N_("a drawing that was saved with its label")),
        (N_("our digits, collection"), N_("all samples on this computer")),
        (N_("seat"), N_("a number for the place where somebody sits; never a name")),
        (N_("unseen writers"), N_("people whose drawings the network has not learnt from")),
        (N_("non-digits"), N_("scribbles, letters and signs; the answer to them should be ?")),
        (N_(".digits file"), N_("samples to hand around")),
    )),
)
"""Sections, each a heading and pairs of a term and its meaning; to be translated where they are shown."""
