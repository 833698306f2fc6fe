"""The menu bar: every menu entry and its keyboard shortcut."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from digitpad import __version__
from digitpad.translation import N_, _
from digitpad.ui.page_menu import PageMenu
from digitpad.ui.widgets.button_action import ButtonAction
from digitpad.ui.widgets.dialogs import show_about
from digitpad.ui.widgets.plain_text import add_entry, add_menu

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

    from digitpad.ui.networks.session_networks import SessionNetworks
    from digitpad.ui.page_tabs import PageTabs
    from digitpad.ui.wiring import PageWiring

_ABOUT = N_(
    "<b>Digitpad {version}</b><p>Draw a digit, watch a neural network answer, and retrain it.</p>"
    "<p>MIT licence. Uses Qt through PySide6 (LGPL), TensorFlow and Keras (Apache 2.0), digits of MNIST "
    "by Y. LeCun, C. Cortes and C. Burges (CC BY-SA 3.0), and clothes of Fashion-MNIST by Zalando SE (MIT). "
    "The built-in network also learnt from the pen digits of E. Alpaydin and F. Alimoglu (CC BY 4.0).</p>"
    "<p>Nothing you draw leaves this computer.</p>"
)

DONE_ELSEWHERE = frozenset((
    "trainFirstButton", "openTrainButton", "lessonPauseButton", "lessonStopButton",  # Training
    "openPictureButton", "importPicturesButton",  # File
    "startCollectingButton", "learnFromPanelButton",  # Samples
))
"""Buttons whose entry is in another menu."""


class MainMenu:
    """Fills the menu bar; who can do what an entry says connects to its action.

    Args:
        window: whose menu bar is filled.
        drawing_actions: what can be done with the drawing: undo, redo, clear.

    Attributes:
        network_strip: whether the network stands under the bars; checkable.
        projector: the projector view, or everything; checkable.
        curves: whether the projector view has curves; checkable.
        leave_lesson: ends a lesson that hides and fixes things; always there, as its menu is.
        second_window: whether there is a second window; checkable.
    """

    def __init__(self, window: QMainWindow, drawing_actions: Sequence[QAction]) -> None:
        self._window, self._drawing = window, drawing_actions
        bar = window.menuBar()
        file = bar.addMenu(_("&File"))
        file.setToolTipsVisible(True)  # they say what a lesson has fixed
        self.open = self._add(file, _("&Open…"), "Ctrl+O")
        self.open_picture = self._add(file, _("Open &picture…"), "Ctrl+Shift+O")
        self._networks = file.addMenu(_("&Networks of this session"))
        file.addSeparator()
        self.save = self._add(file, _("&Save"), "Ctrl+S")
        self.save_as = self._add(file, _("Save &as…"), "Ctrl+Shift+S")
        self.export_python = self._add(file, _("&Export for Python…"), "Ctrl+E")
        file.addSeparator()
        pictures = file.addMenu(_("&Import pictures"))
        self.import_file = self._add(pictures, _("A &file…"), "Ctrl+I")
        self.import_folder = self._add(pictures, _("A f&older…"), "Ctrl+Shift+I")
        self.export_pictures = self._add(file, _("E&xport pictures…"), "Ctrl+Shift+E")
        file.addSeparator()
        self.quit = self._add(file, _("&Quit"), "Ctrl+Q")
        edit = bar.addMenu(_("&Edit"))
        edit.setToolTipsVisible(True)
        edit.addActions(drawing_actions)
        edit.addSeparator()
        self.paste = self._add(edit, _("&Paste picture"), "Ctrl+V")
        edit.addSeparator()
        self.preferences = self._add(edit, _("Pr&eferences…"), "Ctrl+,")
        self.preferences.setMenuRole(QAction.MenuRole.PreferencesRole)
        self._view = view = bar.addMenu(_("&View"))
        self._pages = QActionGroup(window)
        self._before_pages = view.addSeparator()
        self.next_page = self._add(view, _("&Next page"), "Ctrl+Tab", "Ctrl+PgDown")
        self.previous_page = self._add(view, _("Pre&vious page"), "Ctrl+Shift+Tab", "Ctrl+PgUp")
        view.addSeparator()
        self.larger = self._add(view, _("&Larger text"), "Ctrl++")
        self.smaller = self._add(view, _("S&maller text"), "Ctrl+-")
        view.addSeparator()
        self.network_strip = self._add(view, _("Network &under the bars"), "Ctrl+U")
        self.projector = self._add(view, _("&Projector view"), "F11")
        self.curves = self._add(view, _("&Curves in the projector view"), "Ctrl+K")
        self.second_window = self._add(view, _("Secon&d window"), "Shift+F11")
        for switch in (self.network_strip, self.projector, self.curves, self.second_window):
            switch.setCheckable(True)
        self._training = bar.addMenu(_("&Training"))
        # Without letters: all of theirs stand for something on one page or another.
        self._samples = bar.addMenu(_("Samples"))
        self._photo = bar.addMenu(_("Photo"))
        self._runs = bar.addMenu(_("Runs"))
        self._explore = bar.addMenu(_("Explore"))
        self._add_lesson(bar)
        self._add_help(bar)

    def _add_lesson(self, bar: QMenuBar) -> None:
        self._lesson = bar.addMenu(_("Lesson"))
        self.open_lesson = self._add(self._lesson, _("&Open a lesson…"))
        self.lesson_report = self._add(self._lesson, _("&Report…"))
        self.make_lesson = self._add(self._lesson, _("&Make this a lesson…"))
        self.change_lesson = self._add(self._lesson, _("C&hange a lesson of yours…"))
        self.pack_lesson = self._add(self._lesson, _("&Pack this lesson…"))
        self.collect_reports = self._add(self._lesson, _("&Collect reports…"))
        self._lesson.addSeparator()
        self.leave_lesson = self._add(self._lesson, _("&Leave the lesson"))
        self.leave_lesson.setEnabled(False)

    def _add_help(self, bar: QMenuBar) -> None:
        help_ = bar.addMenu(_("&Help"))
        self.help = self._add(help_, _("Digitpad &help"), "F1")
        self.tour = self._add(help_, _("Take the &tour"))
        self.for_teachers = self._add(help_, _("&For teachers…"))
        help_.addSeparator()
        self.check_computer = self._add(help_, _("Check this &computer…"), "Shift+F1")
        self.show_log = self._add(help_, _("Show lo&g…"), "Ctrl+Shift+F1")
        self.show_licences = self._add(help_, _("&Licences…"), "Ctrl+F1")
        help_.addSeparator()
        self.about = self._add(help_, _("&About Digitpad"))
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.about.triggered.connect(
            lambda _checked: show_about(self._window, _("About Digitpad"), _(_ABOUT).format(version=__version__))
        )

    def _add(self, menu: QMenu, text: str, *keys: str) -> QAction:
        action = QAction(text, self._window)
        action.setShortcuts([QKeySequence(key) for key in keys])
        # On the window too, so that keys work while the menu bar is hidden.
        self._window.addAction(action)
        menu.addAction(action)
        return action

    def keys(self) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
        """The menus in their order, and of each the entries that have keys, with these keys."""
        return [
            (_bare(menu.text()), tuple((text, _native(each)) for text, each in _entries(menu)))
            for menu in self._window.menuBar().actions()
        ]

    def show_pages(self, tabs: PageTabs) -> None:
        """List the pages, each with its key, and a mark at the one in front."""
        for place in range(tabs.count()):
            action = add_entry(self._view, tabs.tabText(place))
            self._view.insertAction(self._before_pages, action)
            self._window.addAction(action)  # its key works while the menu bar is hidden
            action.setCheckable(True)
            action.setActionGroup(self._pages)
            action.setShortcut(QKeySequence(f"Ctrl+{(place + 1) % 10}" if place < 10 else ""))
            action.triggered.connect(lambda _checked, place=place: tabs.setCurrentIndex(place))

        def mark_front(place: int) -> None:
            self._pages.actions()[place].setChecked(True)

        mark_front(tabs.currentIndex())
        tabs.currentChanged.connect(mark_front)

    def hide_pages(self, tabs: PageTabs) -> None:
        """Show entries only for pages that are to be seen; a hidden entry has no key either."""
        own = {"training": self._training, "samples": self._samples, "photo": self._photo, "runs": self._runs}
        for name, action in zip(tabs.names, self._pages.actions(), strict=True):
            action.setVisible(tabs.is_shown(name))
            if name in own:
                own[name].menuAction().setVisible(tabs.is_shown(name))

    def of_lessons(self) -> Mapping[str, Sequence[QAction]]:
        """The entries that a lesson can fix, by what it calls them."""
        return {
            "datasets": (self.import_file, self.import_folder, self.export_pictures),
            "networks": (self.open, self._networks.menuAction()),
            "save": (self.save, self.save_as, self.export_python),
            "photo": (self.open_picture, self.paste),
            "undo": self._drawing[:2],
            "preferences": (self.preferences,),
        }

    def add_page_entries(self, pages: PageWiring, tabs: PageTabs, show_page: Callable[[str], None]) -> None:
        """What the buttons of the pages do, as entries that can be chosen while the buttons can be pressed.

        Those with keys and letters of their own are here; all others come by themselves when a menu is opened.
        """
        run_bar, runs, samples, photo = pages.training.bar, pages.runs.buttons, pages.samples, pages.photo
        for menu, page, entries in (
            (self._training, "training", (
                (_("&Train"), run_bar.train_button, "Ctrl+T"),
                (_("&Pause or resume"), run_bar.pause_button, "Ctrl+Shift+P"),
                (_("&Stop"), run_bar.stop_button, "Ctrl+."),
            )),
            (self._samples, "samples", (
                (_("&Start or stop collecting"), samples.collect.start_button, "Ctrl+Shift+C"),
                (_("&Next person"), samples.collect.next_person, ""),
                (_("S&hare…"), samples.sharing.share, ""),
            )),
            (self._photo, "photo", (
                (_("Turn &left"), photo.turn_left, "Ctrl+L"),
                (_("Turn &right"), photo.turn_right, "Ctrl+R"),
                (_("Pre&vious photo"), photo.previous, "Alt+PgUp"),
                (_("&Next photo"), photo.next, "Alt+PgDown"),
            )),
            (self._runs, "runs", (
                (_("&Use this network"), runs.put_live, "Ctrl+Return"),
                (_("&Compare"), runs.compare, ""),
                (_("&End comparison"), runs.end_compare, ""),
                (_("Con&tinue training"), runs.go_on, ""),
                (_("Re&name"), runs.rename, ""),
                (_("&Delete…"), runs.delete, ""),
                (_("E&xport table…"), runs.export, ""),
                (_("Export &image…"), runs.save_curves, ""),
            )),
        ):
            for text, button, key in entries:
                # What ends or holds a run is pressed from any page, which stays in front.
                stays = button in (run_bar.pause_button, run_bar.stop_button)
                action = ButtonAction(text, button, None if stays else partial(show_page, page))
                action.setShortcut(QKeySequence(key))
                self._window.addAction(action)
                menu.addAction(action)
        own = {"training": self._training, "samples": self._samples, "photo": self._photo, "runs": self._runs}
        served = {each.button.objectName() for menu in own.values() for each in menu.actions()
                  if isinstance(each, ButtonAction)}
        for name, title in zip(tabs.names, tabs.titles, strict=True):
            around = own.get(name, self._explore)
            menu = around if name in own else add_menu(around, title)
            PageMenu(menu, around, tabs.page(name), served | DONE_ELSEWHERE)

    def show_projector(self, shown: bool) -> None:
        """The projector view is shown, or everything is there again. Escape is a way back, and free at other times."""
        self.projector.setChecked(shown)
        self.projector.setShortcuts([QKeySequence(key) for key in (("F11", "Esc") if shown else ("F11",))])

    def show_networks(self, networks: SessionNetworks) -> None:
        """List the networks of this session, with a mark at the one in use."""
        self._networks.clear()
        for each in networks.entries:
            action = add_entry(self._networks, each.listed)
            action.setCheckable(True)
            action.setChecked(each is networks.current)
            action.triggered.connect(lambda _checked, each=each: networks.select(each))


def _entries(menu: QAction) -> Iterator[tuple[str, QAction]]:
    """The entries of a menu, and of the menus in it, that have keys; each after what it is called."""
    for each in cast("QMenu", menu.menu()).actions():
        text = _bare(each.text())
        if each.menu() is not None:
            for inner, entry in _entries(each):
                yield _("{menu}: {entry}").format(menu=text, entry=inner), entry
        elif each.shortcuts():
            yield text, each


def _bare(text: str) -> str:
    """The text of an entry without the mark of its letter and the dots of its dialog."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…").rstrip()


def _native(action: QAction) -> str:
    formats = QKeySequence.SequenceFormat
    return ", ".join(key.toString(formats.NativeText) for key in action.shortcuts())
