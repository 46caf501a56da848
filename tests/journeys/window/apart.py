# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The program in a process of its own, so that it can be killed: keys go in, what can be read comes out.

As a child (``python -m tests.journeys.window.apart DIR``) it is the program itself with ears: each
line on standard input is a thing to do at the keys, each line on standard output what stands there
afterwards.  Work can be held at a chosen point, and says ``held`` there.
"""

import json
import os
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import sleep
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from precinct_app.bootstrap import Tools
from precinct_app.domain.wording import Language
from precinct_app.runtime.settings import Settings
from precinct_app.ui import application
from precinct_app.ui.background import Job
from precinct_app.ui.machine import Desk
from precinct_app.ui.main_window import MainWindow
from tests.journeys.window.at_the_keys import AtTheKeys, SentKeys

HELD = "held"
_EVER = 3600


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands in the window."""

    place: tuple[str, ...]
    """Page, ballot, entry, member."""
    cell: str
    focus: str
    value: str
    reads: str
    told: str
    """The line above the keys."""
    is_note: bool
    saved: str
    language: str

    @property
    def page(self) -> str:
        """Which page is shown."""
        return self.place[0]


class Apart:
    """The parent's end."""

    def __init__(self, folder: Path, home: Path, compiled: Path, language: Language) -> None:
        self.language = language
        places = {"XDG_DATA_HOME": str(home), "LOCALAPPDATA": str(home),
                  "PYTHONPYCACHEPREFIX": str(compiled), "PYTHONDONTWRITEBYTECODE": ""}  # fmt: skip
        self._child = subprocess.Popen(
            [sys.executable, "-m", __name__, str(folder)], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
            cwd=Path(__file__).parents[3],
            env={**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"},
        )  # fmt: skip

    def do(self, what: str, *given: object) -> Seen:
        """Do something at the keys; what stands in the window afterwards."""
        self.begin(what, *given)
        while (line := self._line()) == HELD:
            continue
        if not line.startswith("{"):
            assert self._child.stdout is not None
            raise AssertionError(line + self._child.stdout.read())
        told = json.loads(line)
        return Seen(**{**told, "place": tuple(told["place"])})

    def begin(self, what: str, *given: object) -> None:
        """Do something, and do not wait for what comes of it."""
        assert self._child.stdin is not None
        asked = {"do": what, "given": given, "language": self.language.value}
        self._child.stdin.write(f"{json.dumps(asked)}\n")
        self._child.stdin.flush()

    def held(self) -> None:
        """Wait until the work is where it was to be held."""
        while self._line() != HELD:
            continue

    def kill(self) -> None:
        """End it at once, by its own id, as a pulled plug would."""
        self._child.kill()
        self.gone()

    def gone(self) -> None:
        """Wait until it is over."""
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()

    def _line(self) -> str:
        assert self._child.stdout is not None
        line = self._child.stdout.readline()
        assert line, "the program ended by itself"
        return line.rstrip("\n")


class _Ears(QObject):
    """The child's end: what is heard in a thread is done on the window's."""

    heard = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.heard.connect(self._obey)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self.heard.emit(line)

    def _obey(self, line: str) -> None:
        sys.excepthook = _die
        asked = json.loads(line)
        keys = AtTheKeys(self.window, Language(asked["language"]), SentKeys())
        own: dict[str, Callable[..., object]] = {"hold": self._hold, "close": self.window.close}
        (own.get(asked["do"]) or getattr(keys, asked["do"]))(*asked["given"])
        _say(json.dumps(asdict(self._seen(keys))))

    def _seen(self, keys: AtTheKeys) -> Seen:
        place, line = self.window.page.place, self.window.line
        return Seen(
            (place.page_id, place.subject, place.detail),
            getattr(QApplication.focusWidget(), "cell", ""), keys.focus, keys.value, keys.reads(),
            line.text.text(), line.isVisible() and line.notes, self.window.saved,
            self.window.language.value,
        )  # fmt: skip

    def _hold(self, where: str) -> None:
        """Hold long work at its first report, or as it is about to name a finished file in a folder."""
        if where == "report":
            Job._tell = _stay  # type: ignore[assignment,method-assign]
            return
        real = Path.replace

        def replace(path: Path, target: Path) -> Path:
            if str(target).startswith(where):
                _stay()
            return real(path, target)

        Path.replace = replace  # type: ignore[assignment,method-assign]


class _Heard(MainWindow):
    """The window with ears."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        super().__init__(desk, settings)
        self.ears = _Ears(self)

    def showFullScreen(self) -> None:  # noqa: N802  Qt's name
        """As large as the smallest supported screen."""
        self.setWindowState(Qt.WindowState.WindowNoState)
        self.resize(1366, 768)
        self.show()
        self.activateWindow()


def _stay(*_: object) -> None:
    _say(HELD)
    sleep(_EVER)


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def _die(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    _say("".join(traceback.format_exception(kind, error, trace)))
    os._exit(3)


if __name__ == "__main__":
    vars(application)[MainWindow.__name__] = _Heard
    sys.exit(application.run(Tools(apart=True), Path(sys.argv[1])))
