from __future__ import annotations

import pytest

from handouts.prescriptions.passwords import Passwords, read_passwords
from handouts.problems import ProblemError


def passwords(folder, text: str, mode: int = 0o600) -> Passwords:
    path = folder / "secret"
    path.write_bytes(text.encode())
    path.chmod(mode)
    return read_passwords(path)


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_one_password_for_all(tmp_path, end) -> None:
    found = passwords(tmp_path, f"correct horse {end}")
    assert found.of() == found.of("A-1") == "correct horse "


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_password_for_each_id(tmp_path, delimiter) -> None:
    found = passwords(tmp_path, 'ID,Password\nA-1,"one; ""word"""\nÅ,other\n'.replace(",", delimiter))
    assert found.of("A-1") == 'one; "word"'
    assert found.of("A\u030a") == "other"
    for identity in ("A-2", ""):
        with pytest.raises(ProblemError, match="id"):
            found.of(identity)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is neither one password nor a table"),
        ("one\ntwo\n", "is neither one password nor a table"),
        ("id,password\nA-1,secret\nA-1,other\n", "secret:3: id: the id is on line 2 too"),
        ("id,password\nA-1\nA-2,\n,secret\n", "secret:2: the row does not hold"),
        ('id,password\nA-1,"secret\n', "secret:2: the row does not hold"),
    ],
)
def test_a_file_that_cannot_be_used(tmp_path, text, says) -> None:
    with pytest.raises(ProblemError, match=says) as error:
        passwords(tmp_path, text)
    assert "other" not in str(error.value)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_file_that_others_may_read(tmp_path, mode) -> None:
    with pytest.raises(ProblemError, match="chmod 600"):
        passwords(tmp_path, "correct horse", mode)


def test_nothing_of_a_password_is_shown(tmp_path) -> None:
    assert "horse" not in repr(passwords(tmp_path, "correct horse"))
    assert "horse" not in repr(passwords(tmp_path, "id,password\nA-1,correct horse\n"))
