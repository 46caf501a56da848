# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Files on a stick whose file system knows no rights (FAT): written all the same, unless private."""

from pathlib import Path
from typing import NoReturn

import pytest

from precinct_app.runtime.files import PRIVATE_FILE, ask_the_disk, write_whole


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where nobody may change a mode."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refuse)
    return tmp_path


def test_a_bundle_is_written_where_rights_are_unknown(stick: Path) -> None:
    write_whole(stick / "bundle.zip", b"whole")
    ask_the_disk(stick / "bundle.zip")
    assert (stick / "bundle.zip").read_bytes() == b"whole"


def test_what_must_be_private_is_not_left_there_at_all(stick: Path) -> None:
    with pytest.raises(PermissionError):
        write_whole(stick / "key.p12", b"secret", PRIVATE_FILE)
    assert list(stick.iterdir()) == []
