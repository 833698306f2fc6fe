"""Show the name of the network in use: in the window's title, above the bars, and in the menu of networks."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from digitpad.translation import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from digitpad.model.network import Network
    from digitpad.ui.answer.network_box import NetworkBox
    from digitpad.ui.main_menu import MainMenu
    from digitpad.ui.workbench import Workbench


class NetworkTitle(QObject):
    """Shows the name at once and whenever it changes; lets another network be chosen above the bars.

    Args:
        window: has the title.
        workbench: knows the networks and the run under way.
        box: stands above the bars.
        menus: list the networks.
    """

    def __init__(self, window: QMainWindow, workbench: Workbench, box: NetworkBox, menus: MainMenu) -> None:
        super().__init__(window)
        self._window, self._workbench, self._box, self._menus = window, workbench, box, menus
        networks = workbench.networks
        networks.changed.connect(self.show)
        box.chosen.connect(lambda place: networks.select(networks.entries[place]))
        self.show()

    def show(self) -> None:
        """Show the name of the network in use everywhere."""
        networks, entry = self._workbench.networks, self._workbench.networks.current
        self._window.setWindowTitle(_("{title}[*] – Digitpad").format(title=entry.title.replace("[*]", "[*][*]")))
        self._window.setWindowModified(entry.unsaved)
        if not self._workbench.is_training:
            listed = [each.listed for each in networks.entries]
            self._box.show_networks(listed, networks.entries.index(entry), entry.network)
        elif networks.shows_moment:
            self._box.show_training(entry.network, entry.title)
        elif self._workbench.in_training is not None:
            self._box.show_training(self._workbench.in_training)
        self._menus.show_networks(networks)

    def show_training(self, network: Network) -> None:
        """Show the network in training as it is now, unless one of its moments is chosen."""
        if not self._workbench.networks.shows_moment:
            self._box.show_training(network)
