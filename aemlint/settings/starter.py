"""The text of a starter `.aemlint.yaml`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = """\
# yaml-language-server: $schema={schema}
# Settings of aemlint: https://github.com/aemlint/aemlint#settings

# cloud or 6.5; without it the poms decide.
target: {target}

# Rules younger than this version are counted, not reported. Raise it when you have time for them.
as-of: "{version}"

# What not to look at, as .gitignore has it, on top of .gitignore.
# exclude: ["legacy/**"]

# off, info, warning or error, for a rule or a whole topic (`aemlint rules` lists them).
# rules:
#   secret/crypto-protected: off
#   tls: error

# The same for a part of the tree; the last that fits wins. With a property, and the reason.
# paths:
#   "ui.config/**/config.dev/**": {{property/debug-on: off}}
#   "ui.config/**/com.day.cq.mailer.DefaultMailService.cfg.json":
#     secret/literal: {{property: smtp.password, off: "rotated, goes in May"}}

# Findings you live with: `aemlint check --write-baseline .aemlint-baseline.json` writes them.
# baseline: .aemlint-baseline.json

# Folders with more rules of your own: YAML with `match:`, never code.
# rule-folders: [tools/aemlint]

# Cloud Manager environments, with what describes their port forwards and variables.
"""
NONE = """\
# environments:
#   dev:   {type: dev,   network: cloudmanager/dev/network.json,   variables: cloudmanager/dev/variables.json}
#   stage: {type: stage, network: cloudmanager/stage/network.json, variables: cloudmanager/stage/variables.json}
#   prod:  {type: prod,  network: cloudmanager/prod/network.json,  variables: cloudmanager/prod/variables.json}
"""


def text(
    target: str, version: str, schema: str, environments: Sequence[tuple[str, str, Sequence[str], Sequence[str], bool]]
) -> str:
    """`environments` are name, type, networking files, variables files, and whether the networking files agree: else
    only one of them can be the environment's, and which one is for people to say.
    """
    head = HEAD.format(target=f'"{target}"' if target == "6.5" else target, version=version, schema=schema)
    if not environments:
        return head + NONE
    lines = ["environments:\n"]
    for name, type, networks, variables, agreed in environments:
        lines.append(f"  {name}:\n    type: {type}\n")
        if not agreed:
            lines.append(f"    # network: one of {', '.join(map(quoted, networks))}\n")
            networks = ()
        lines += [
            f"    {key}: {_paths(paths)}\n" for key, paths in (("network", networks), ("variables", variables)) if paths
        ]
    return head + "".join(lines)


def _paths(paths: Sequence[str]) -> str:
    written = [quoted(path) for path in paths]
    return written[0] if len(written) == 1 else f"[{', '.join(written)}]"


def quoted(path: str) -> str:
    """Plain where YAML reads it as it stands."""
    plain = path.isascii() and all(one.isalnum() or one in "._-/" for one in path) and path[0].isalpha()
    return path if plain else '"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"'
