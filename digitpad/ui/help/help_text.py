"""What the help says: a topic for the first steps and for each page, in the order of the pages."""

from typing import NamedTuple

from digitpad.translation import N_


class Topic(NamedTuple):
    """A topic; its texts are to be translated where they are shown.

    Attributes:
        name: what the program calls it; the name of the page, where it is about one.
        title: what people call it.
        paragraphs: what it says.
    """

    name: str
    title: str
    paragraphs: tuple[str, ...]


FIRST_STEPS = "start"
"""The topic that is about no page."""

TOPICS = (
    Topic(FIRST_STEPS, N_("First steps"), (
        N_("Draw a digit on the canvas with the mouse, a finger or a pen. The bars show live how probable the "
           "network finds each digit; the longest bar is its answer. A question mark means that it is not sure."),
        N_("The right mouse button, the other end of a pen and its side switch erase. Draw several digits side by "
           "side, such as 2026, and all of them are read."),
        N_("The small picture below the canvas is all that the network receives: 28 × 28 pixels, the digit scaled "
           "to one size and moved to the middle."),
        N_("The box above the bars says which network is in use, and chooses another one. The row below the canvas "
           "saves your drawing as an example, if you say which digit it shows."),
        N_("Whatever the buttons of a page do can be found in the menus, too."),
    )),
    Topic("training", N_("Train"), (
        N_("Trains a new network. Choose the dataset, the layers and how to learn, and press Train; every setting "
           "explains itself when you point at it. The curves show loss and accuracy while the network learns."),
        N_("Go on drawing meanwhile: the network in training answers. Pause holds the run, Stop ends it and uses "
           "the network as it is then; a moment later its test accuracy is there."),
        N_("The film below the curves goes back through the training: every moment on its slider can be put in use, "
           "and the strip above it shows what your drawing was for the network then."),
        N_("Where the figures of a run say something about its settings, a hint appears below the curves: what was "
           "seen, with a ring around it in the curves, and a button that changes the setting."),
    )),
    Topic("lessons", N_("Lessons"), (
        N_("Lessons lead through experiments step by step: what to do, what to look for, and the figures that "
           "others have published, beside yours."),
    )),
    Topic("samples", N_("Samples"), (
        N_("Your own digits. Digitpad asks for digits, you draw them, and they are saved on this computer with the "
           "seat number, never with a name."),
        N_("Learn lets the network continue training on your digits. Share and add pass collections on as files, "
           "and the storage part deletes drawings permanently, backups included."),
    )),
    Topic("examine", N_("Examine"), (
        N_("What the network gets right and wrong. The table counts which class was taken for which; click a cell, a "
           "row or a column, and its pictures appear below. A click on a picture shows its bars."),
        N_("Against compares with a second network and says whether the difference could be luck. Endurance damages "
           "the pictures, and your own drawing; How sure shows what the answer “?” costs and gains."),
    )),
    Topic("photo", N_("Photo"), (
        N_("Open a photo or a scan of handwritten digits, drop it on the window, or paste it. The page shows each "
           "step from the photo to the pictures that the network receives."),
    )),
    Topic("why", N_("Why"), (
        N_("Which ink makes the network answer as it does: move a square that wipes over the picture and watch the "
           "bars, or see the answer as a sum over all pixels. The nearest training pictures stand below."),
        N_("Bend my strokes changes your drawing until the network takes it for another digit; Fool the network makes "
           "noise that it is sure of."),
    )),
    Topic("inside", N_("Inside"), (
        N_("The layers of the network at work, the most active neurons first. Click a neuron to see its weights, the "
           "sum that it makes, number by number, the curve of its activation, and the test pictures that excite it "
           "most and least; below, how softmax makes shares of the outputs."),
        N_("Experiments change a copy: switch a neuron off, move its bias or a weight that you click, prune small "
           "weights, add noise. The test accuracy before and after stands beside it, and the copy can be saved."),
        N_("View > Network under the bars shows the layers on every page, where the window is high enough."),
    )),
    Topic("preparation", N_("Prepare"), (
        N_("The same drawing as it is and as it is prepared, with the answers to both. Switch off single steps to "
           "see what each is good for."),
    )),
    Topic("map", N_("Map"), (
        N_("Test pictures as points in a plane; those that look alike to the network lie close together, and the ring "
           "is what the bars are about. Click a picture to put it before the network."),
    )),
    Topic("runs", N_("Runs"), (
        N_("Every training is saved as a run: its settings, curves, figures and network. Use the network of a run, "
           "continue its training, or select two runs to see what differs and whether the comparison is fair."),
    )),
)
