"""What no excerpt shows: secrets, wherever a configuration holds them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aemlint import examples
from aemlint.app import check
from aemlint.engine.rulebook import Rulebook
from aemlint.masking import masked
from aemlint.request import Request

MAIL = "config/com.day.cq.mailer.DefaultMailService.cfg.json"
TOLD = [
    ('{"smtp.password": "Green-Ladder-17"}', ['"Green-Ladder-17"']),
    ('{"smtp.password": "$[secret:A]"}', []),
    ('{"smtp.password": "$[secret:A;default=Green-Ladder-17]"}', ['"$[secret:A;default=Green-Ladder-17]"']),
    ('{"smtp.password": "$[secret:A;default=$[env:B;default=x]]"}', ['"$[secret:A;default=$[env:B;default=x]]"']),
    ('{"smtp.password": 4711, "smtp.port": 4711}', ["4711"]),
    ('{"smtp.user": "a-token-for-both", "smtp.password": "a-token-for-both"}', ['"a-token-for-both"'] * 2),
    ('{"smtp.user": "«aws-key-id»"}', ['"«aws-key-id»"']),
    ('{"anything": "«sendgrid-key»"}', ['"«sendgrid-key»"']),
    ('{// smtp.password was Green-Ladder-17\n"smtp.port": "1"}', ["// smtp.password was Green-Ladder-17"]),
    ('{// moved here in May\n"smtp.port": "1"}', []),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_what_tells_a_secret_is_covered(text: str, told: list[str], write: Any, book: Rulebook) -> None:
    root: Path = write({MAIL: text})
    project = check(Request(str(root)), book).project
    source = project.configurations[0].document.source
    covered = [source.text[start:end] for start, end in masked(project)[MAIL]]
    assert covered == [examples.made(one) for one in told]


def test_of_a_broken_file_all_is_covered_that_may_belong_to_a_secret(write: Any, book: Rulebook) -> None:
    text = '{"smtp.port": 25\n"smtp.password": "Blue\nLadder'
    root: Path = write({MAIL: text})
    covers = masked(check(Request(str(root)), book).project)[MAIL]
    assert [text[start:end] for start, end in covers] == ['"Blue', "Ladder"]
