"""What the documentation shows, taken from it for trying out."""

from __future__ import annotations

from conftest import ROOT


class Block:
    """A fenced block: the heading above it, what it is written in, its text."""

    def __init__(self, heading: str, language: str, text: str) -> None:
        self.heading = heading
        self.language = language
        self.text = text


def blocks(path: str) -> list[Block]:
    found = []
    heading = ""
    lines = iter((ROOT / path).read_text("utf-8").splitlines())
    for line in lines:
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif line.startswith("```"):
            inside = []
            for inner in lines:
                if inner == "```":
                    break
                inside.append(inner + "\n")
            found.append(Block(heading, line.removeprefix("```"), "".join(inside)))
    return found


def block(path: str, heading: str, beginning: str = "") -> str:
    """The only block below a heading that begins so."""
    (found,) = [one.text for one in blocks(path) if one.heading == heading and one.text.startswith(beginning)]
    return found
