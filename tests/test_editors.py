"""The snippets of docs/editors.md: their expressions on real output, and Vim, Neovim and Emacs themselves where they
are; then what the command owes to every editor, on text that is not saved."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator
from pages import block
from ruamel.yaml import YAML

PAGE = "docs/editors.md"
FOLDER = "my project/ui.config/src/main/content/jcr_root/apps/acme/osgiconfig/config"
MAIL = f"{FOLDER}/com.day.cq.mailer.DefaultMailService.cfg.json"
NETWORK = "cloudmanager/dev/network.json"
FORWARDS = '{"portForwards": [{"name": "smtp.acme.io", "portDest": 465, "portOrig": 30465}]}\n'
HOST = '"$[env:AEM_PROXY_HOST;default=proxy.tunnel]"'
FINE = f'{{\n  "smtp.host": {HOST},\n  "smtp.port": "30465",\n  "smtp.ssl": true\n}}\n'
# What stands before the mark: two characters beyond the basic plane and one of two bytes.
WRONG = FINE.replace("proxy.tunnel", "localhost").replace('"smtp.port": "30465"', '/* 🛫é🛬 */ "smtp.port": "30499"')
LINES = WRONG.split("\n")
COLUMNS = {"host/wrong-default": LINES[1].index('"$[') + 1, "port/not-forwarded": LINES[2].index('"30499') + 1}
WHERE = [
    ("host/wrong-default", "warning", 2, COLUMNS["host/wrong-default"]),
    ("port/not-forwarded", "error", 3, COLUMNS["port/not-forwarded"]),
]
BYTES = [
    (rule, severity, line, len(LINES[line - 1][: column - 1].encode("utf-8")) + 1)
    for rule, severity, line, column in WHERE
]


@pytest.fixture
def project(write: Any) -> Path:
    root: Path = write({MAIL: WRONG, NETWORK: FORWARDS, ".git/HEAD": "ref: refs/heads/main\n"})
    return root


@pytest.fixture
def concise(project: Path, aemlint: Any) -> list[str]:
    """Real output, with what a path on Windows would be."""
    said: list[str] = aemlint("check", "-q", "--format", "concise", cwd=project).stdout.decode("utf-8").splitlines()
    assert len(said) == len(WHERE)
    return said


def windows(lines: list[str]) -> list[str]:
    return [line.replace(MAIL, "C:\\work\\" + MAIL.replace("/", "\\")) for line in lines]


def jsonc(text: str) -> Any:
    return json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))


# VS Code


@pytest.fixture(scope="module")
def matcher() -> dict[str, Any]:
    (task,) = jsonc(block(PAGE, "VS Code", "// .vscode/tasks.json"))["tasks"]
    found: dict[str, Any] = task["problemMatcher"]["pattern"]
    return found


def test_the_problem_matcher_of_vs_code(matcher: dict[str, Any], concise: list[str]) -> None:
    for lines, path in ((concise, MAIL), (windows(concise), "C:\\work\\" + MAIL.replace("/", "\\"))):
        found = [re.search(matcher["regexp"], line) for line in lines]
        assert all(found)
        taken = [[one[matcher[name]] for name in ("code", "severity", "line", "column")] for one in found if one]
        assert taken == [[rule, severity, str(line), str(column)] for rule, severity, line, column in WHERE]
        assert {one[matcher["file"]] for one in found if one} == {path}
        assert all(one[matcher["message"]].startswith("`smtp.") for one in found if one)


def test_the_problem_matcher_leaves_other_lines_alone(matcher: dict[str, Any], aemlint: Any, project: Path) -> None:
    ran = aemlint("check", cwd=project)
    for line in (ran.stdout + ran.stderr).decode("utf-8").splitlines():
        assert re.search(matcher["regexp"], line) is None


def test_the_task_of_vs_code_is_the_command_of_the_page(concise: list[str], project: Path, aemlint: Any) -> None:
    (task,) = jsonc(block(PAGE, "VS Code", "// .vscode/tasks.json"))["tasks"]
    assert task["command"] == "aemlint"
    assert aemlint(*task["args"], cwd=project).stdout.decode("utf-8").splitlines() == concise


def test_the_schemas_named_are_there_and_take_what_is_right() -> None:
    settings = jsonc(block(PAGE, "VS Code", "// .vscode/settings.json"))
    home = "https://github.com/aemlint/aemlint/raw/main/"
    mapped = {one["fileMatch"][0]: one["url"] for one in settings["json.schemas"]}
    for name, url in mapped.items():
        pid = name.removesuffix(".cfg.json").removesuffix("~*")
        assert url == f"{home}schemas/pid/{pid}.json"
        assert (ROOT / url.removeprefix(home)).is_file()
        factory = json.loads((ROOT / url.removeprefix(home)).read_text("utf-8"))["x-aemlint"]["factory"]
        assert name.endswith("~*.cfg.json") == factory
    schema = json.loads((ROOT / mapped["com.day.cq.mailer.DefaultMailService.cfg.json"].removeprefix(home)).read_text())
    assert Draft202012Validator(schema).is_valid(json.loads(FINE))
    assert not Draft202012Validator(schema).is_valid({"smpt.host": "x"})
    (url,) = settings["yaml.schemas"]
    assert (ROOT / url.removeprefix(home)).is_file()


# Expressions that are tried without their editor


def as_efm_has_it(format: str) -> str:
    """The expression that efm-langserver makes of an errorformat; its %f takes no blank."""
    parts = {"%f": r"(?P<f>(?:[A-Za-z]:)?(?:\\ |[^ ])+?)", "%l": r"(?P<l>\d+)", "%c": r"(?P<c>\d+)"}
    parts |= {"%t": "(?P<t>.)", "%m": "(?P<m>.+)"}
    pieces = re.split("(%[flctm])", format)
    return "^" + "".join(parts.get(piece) or re.escape(piece) for piece in pieces) + "$"


def efm() -> Any:
    return YAML(typ="safe").load(block(PAGE, "Neovim", "# ~/.config/efm-langserver"))["tools"]["aemlint"]


def test_the_formats_of_efm(concise: list[str]) -> None:
    formats = [as_efm_has_it(format) for format in efm()["lint-formats"]]
    lines = [line.replace("my project/", "") for line in concise]
    for some in (lines, [line.replace("my project\\", "") for line in windows(concise)]):
        found = [next(filter(None, (re.search(format, line) for format in formats))) for line in some]
        taken = [(one["m"].partition("]")[0][1:], one["t"], int(one["l"]), int(one["c"])) for one in found]
        assert taken == [(rule, severity[0], line, column) for rule, severity, line, column in WHERE]
        assert all(one["f"].endswith(MAIL.rsplit("/", 1)[-1]) for one in found)
    assert not any(re.search(format, line) for format in formats for line in concise)  # as the page says


def test_the_command_of_efm(project: Path, concise: list[str], tools: Path) -> None:
    command = efm()["lint-command"].replace("${INPUT}", str(project / MAIL))
    assert said(["sh", "-c", command], project, tools, WRONG) == concise


@pytest.mark.skipif(shutil.which("sed") is None, reason="sed is not here")
def test_the_file_watcher_of_intellij(project: Path, tools: Path) -> None:
    options = {
        option.get("name"): option.get("value")
        for option in ElementTree.fromstring(block(PAGE, "IntelliJ IDEA")).iter("option")
    }
    macros = {"$FilePath$": str(project / MAIL), "$ProjectFileDir$": str(project)}
    arguments = str(options["arguments"])
    for macro, value in macros.items():
        arguments = arguments.replace(macro, value)
    lines = said([str(options["program"]), *shlex.split(arguments)], project, tools)
    parts = {"$FILE_PATH$": r"(^|[\W])(?P<file>(?:[A-Za-z]:|/)[0-9 a-z_A-Z\-\\./]+)", "$MESSAGE$": "(?P<message>.*)"}
    parts |= {"$LINE$": "(?P<line>[0-9]+)", "$COLUMN$": "(?P<column>[0-9]+)"}
    expression = str(options["regExp"])
    for macro, part in parts.items():
        expression = expression.replace(macro, part)
    found = [re.search(expression, line) for line in lines]
    assert [(Path(one["file"]), int(one["line"]), int(one["column"])) for one in found if one] == [
        (project / MAIL, line, column) for _, _, line, column in WHERE
    ]
    found = [re.search(expression, line.replace(f"{project}/", "C:\\w\\")) for line in lines]
    assert [one["file"] for one in found if one] == ["C:\\w\\" + MAIL] * len(WHERE)


# Editors themselves


@pytest.fixture
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the aemlint under test, for the front of PATH."""
    folder = tmp_path_factory.mktemp("tools")
    (folder / "aemlint").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m aemlint "$@"\n', "utf-8")
    (folder / "aemlint").chmod(0o755)
    return folder


def said(command: list[str], cwd: Path, tools: Path, text: str = "") -> list[str]:
    ran = subprocess.run(
        command,
        cwd=cwd,
        input=text.encode("utf-8"),
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(tools), "LC_ALL": "C.UTF-8"},
    )
    found: list[str] = ran.stdout.decode("utf-8").splitlines()
    return found


def run(command: list[str], cwd: Path, tools: Path, result: Path) -> Any:
    lines = said(command, cwd, tools)
    assert result.is_file(), lines
    return json.loads(result.read_text("utf-8"))


def needs(editor: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(editor) is None, reason=f"{editor} is not here")


def rule_in(text: str) -> str:
    return text.partition("]")[0][1:]


@pytest.mark.parametrize("editor", [pytest.param("vim", marks=needs("vim")), pytest.param("nvim", marks=needs("nvim"))])
def test_vim_lists_what_a_save_brings(editor: str, project: Path, tools: Path) -> None:
    home, result = tools / ".vim", tools / "result.json"
    (home / "compiler").mkdir(parents=True)
    (home / "compiler/aemlint.vim").write_text(block(PAGE, "Vim", '" ~/.vim/compiler'), "utf-8")
    (project / MAIL).write_text(FINE, "utf-8")
    script = tools / "script.vim"
    listed = "map({list}, {{_, one -> [bufname(one.bufnr), one.lnum, one.col, one.type, one.text]}})"
    script.write_text(
        f"set nocompatible runtimepath^={home} encoding=utf-8\n"
        + block(PAGE, "Vim", '" ~/.vimrc')
        + f"execute 'edit' fnameescape('{MAIL}')\n"
        + f"call setline(1, {json.dumps(LINES, ensure_ascii=False)})\nwrite\nsilent make!\n"
        + f"let found = [{listed.format(list='getloclist(0)')}, {listed.format(list='getqflist()')}]\n"
        + f"call writefile([json_encode(found)], '{result}')\nqall!\n",
        "utf-8",
    )
    command = (
        ["vim", "-Nu", "NONE", "-i", "NONE", "-n", "-es"]
        if editor == "vim"
        else ["nvim", "-u", "NONE", "-i", "NONE", "-n", "--headless"]
    )
    for found in run([*command, "-S", str(script)], project, tools, result):
        assert {path for path, *_ in found} == {MAIL}
        assert [(rule_in(text), kind, line, column) for _, line, column, kind, text in found] == [
            (rule, severity[0], line, column) for rule, severity, line, column in WHERE
        ]


# As much of nvim-lint as a linter sees of it.
STAND_IN = """
local lint = { linters = {} }
function lint.try_lint(name)
  local linter, buffer, args = lint.linters[name], vim.api.nvim_get_current_buf(), {}
  for _, one in ipairs(linter.args) do
    table.insert(args, vim.fn.shellescape(type(one) == "function" and one() or one))
  end
  local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), "\\n") .. "\\n"
  assert(linter.stdin and linter.ignore_exitcode)
  local output = vim.fn.system(linter.cmd .. " " .. table.concat(args, " "), text)
  vim.diagnostic.set(vim.api.nvim_create_namespace(name), buffer, linter.parser(output, buffer, vim.fn.getcwd()))
end
package.preload.lint = function() return lint end
"""


@needs("nvim")
@pytest.mark.parametrize("folder", [".", "..", "cloudmanager"])
def test_neovim_shows_what_is_wrong_in_text_that_is_not_saved(folder: str, project: Path, tools: Path) -> None:
    (project / MAIL).write_text(FINE, "utf-8")
    result = tools / "result.json"
    script = tools / "script.lua"
    script.write_text(
        STAND_IN
        + block(PAGE, "Neovim", "local severities")
        + f"""
vim.cmd("edit " .. vim.fn.fnameescape("{project / MAIL}"))
local before = #vim.diagnostic.get(0)
vim.api.nvim_buf_set_lines(0, 0, -1, true, vim.json.decode([==[{json.dumps(LINES[:-1])}]==]))
vim.api.nvim_exec_autocmds("InsertLeave", {{ pattern = vim.fn.expand("%:p") }})
vim.fn.writefile({{ vim.json.encode({{ before, vim.diagnostic.get(0) }}) }}, "{result}")
vim.cmd("qall!")
""",
        "utf-8",
    )
    command = ["nvim", "-u", "NONE", "-i", "NONE", "-n", "--headless", "-c", f"luafile {script}", "-c", "cquit"]
    before, found = run(command, project / folder, tools, result)
    assert before == 0
    severities = {"error": 1, "warning": 2}
    taken = sorted((one["code"], one["severity"], one["lnum"] + 1, one["col"] + 1) for one in found)
    assert taken == [(rule, severities[severity], line, column) for rule, severity, line, column in BYTES]
    assert all(one["message"].startswith("`smtp.") and one["source"] == "aemlint" for one in found)


def emacs(project: Path, tools: Path, setup: str, script: str) -> Any:
    """What a script in Emacs prints as JSON, with MAIL open and its text wrong but not saved."""
    (project / MAIL).write_text(FINE, "utf-8")
    result = tools / "result.json"
    file = tools / "script.el"
    file.write_text(
        f""";; -*- lexical-binding: t -*-
(set-language-environment "UTF-8")
(require 'json)
{setup}
(find-file "{project / MAIL}")
(erase-buffer)
(insert {json.dumps(WRONG, ensure_ascii=False)})
(defun wait-for (some) (let ((tries 0)) (while (and (not (funcall some)) (< (setq tries (1+ tries)) 600))
  (accept-process-output nil 0.05))))
(let ((found {script})) (with-temp-file "{result}" (insert (json-encode found))))
""",
        "utf-8",
    )
    return run(["emacs", "-Q", "--batch", "-l", str(file)], project, tools, result)


@needs("emacs")
def test_flymake_shows_what_is_wrong_in_text_that_is_not_saved(project: Path, tools: Path) -> None:
    found = emacs(
        project,
        tools,
        "(require 'flymake)\n" + block(PAGE, "Emacs", "(defvar-local aemlint"),
        """(progn (flymake-start) (wait-for (lambda () (flymake-diagnostics)))
  (vconcat (mapcar (lambda (one) (save-excursion (goto-char (flymake-diagnostic-beg one))
    (vector (flymake-diagnostic-text one) (symbol-name (flymake-diagnostic-type one))
          (line-number-at-pos) (1+ (- (point) (line-beginning-position)))))) (flymake-diagnostics))))""",
    )
    taken = sorted((rule_in(text), kind[1:], line, column) for text, kind, line, column in found)
    assert taken == WHERE


@needs("emacs")
def test_flycheck_shows_what_is_wrong_in_text_that_is_not_saved(project: Path, tools: Path) -> None:
    load = """(require 'package)
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa")
(package-initialize)
"""
    probe = said(
        ["emacs", "-Q", "--batch", "--eval", f"(progn {load} (princ (require 'flycheck nil t)))"], project, tools
    )
    if probe[-1:] != ["flycheck"]:
        pytest.skip("flycheck is not here")
    found = emacs(
        project,
        tools,
        load + "(require 'flycheck)\n" + block(PAGE, "Emacs", "(flycheck-define-checker"),
        """(progn (flycheck-mode 1) (flycheck-select-checker 'aemlint) (flycheck-buffer)
  (wait-for (lambda () flycheck-current-errors))
  (vconcat (mapcar (lambda (one) (vector (flycheck-error-id one) (symbol-name (flycheck-error-level one))
    (flycheck-error-line one) (flycheck-error-column one) (flycheck-error-filename one)))
    flycheck-current-errors)))""",
    )
    assert sorted(tuple(one[:4]) for one in found) == WHERE
    assert {one[4] for one in found} == {str(project / MAIL)}


# What the command owes to every editor


def unsaved(aemlint: Any, root: Path, path: str, text: str, *more: str, cwd: str = ".") -> tuple[int, list[str]]:
    """The code, and the lines of `concise`."""
    arguments = ("check", "-q", "--format", "concise", "--stdin-filename", path, "-", *more)
    ran = aemlint(*arguments, cwd=root / cwd, input=text.encode("utf-8"))
    return ran.returncode, ran.stdout.decode("utf-8").splitlines()


def test_unsaved_text_counts_instead_of_the_saved(project: Path, aemlint: Any) -> None:
    assert unsaved(aemlint, project, MAIL, FINE) == (0, [])
    code, lines = unsaved(aemlint, project, MAIL, FINE.replace("30465", "30477"))
    assert code == 1
    assert lines == [
        f"{MAIL}:3:16: error[port/not-forwarded] `smtp.port` is 30477, which no port forward of dev serves"
    ]
    assert (project / MAIL).read_text("utf-8") == WRONG


def test_an_unsaved_configuration_need_not_exist(project: Path, aemlint: Any) -> None:
    path = MAIL.replace("/config/", "/config.publish.dev/")
    code, lines = unsaved(aemlint, project, path, WRONG)
    assert code == 1
    assert f"{path}:3:{COLUMNS['port/not-forwarded']}: error[port/not-forwarded]" in "\n".join(lines)


@pytest.mark.parametrize("form", ["absolute", "from elsewhere"])
def test_a_path_may_be_written_in_any_way(form: str, project: Path, aemlint: Any, concise: list[str]) -> None:
    if form == "absolute":
        assert unsaved(aemlint, project, str(project / MAIL), WRONG, cwd="..") == (1, concise)
    else:
        assert unsaved(aemlint, project, f"../{MAIL}", WRONG, cwd="cloudmanager") == (1, concise)


def test_an_unsaved_networking_file_speaks_for_the_saved_configurations(
    project: Path, aemlint: Any, write: Any
) -> None:
    write({MAIL: FINE}, project)
    assert unsaved(aemlint, project, NETWORK, FORWARDS) == (0, [])
    code, lines = unsaved(aemlint, project, NETWORK, FORWARDS.replace("30465", "30466"))
    assert code == 1
    assert lines[0].startswith(f"{MAIL}:3:16: error[port/not-forwarded]")
    code, lines = unsaved(aemlint, project, NETWORK, '{"portForwards": [')
    assert code == 1
    assert lines[0].startswith(f"{NETWORK}:1:")


def test_an_unsaved_networking_file_need_not_exist(project: Path, aemlint: Any, write: Any) -> None:
    write({MAIL: FINE}, project)
    code, lines = unsaved(aemlint, project, "cloudmanager/prod/network.json", FORWARDS.replace("30465", "30466"))
    assert code == 1
    assert any("error[port/not-forwarded]" in line and "of prod" in line for line in lines)


def test_unsaved_settings_are_obeyed(project: Path, aemlint: Any) -> None:
    code, lines = unsaved(aemlint, project, ".aemlint.yaml", "rules: {port: off}\n")
    assert code == 1
    assert [line for line in lines if "port/" in line] == []
    assert any("host/wrong-default" in line for line in lines)
    code, lines = unsaved(aemlint, project, ".aemlint.yaml", "rules: {prot: off}\n")
    assert code == 2
    assert lines[0].startswith(".aemlint.yaml:1:9: error[aemlint/settings]")
    code, lines = unsaved(aemlint, project, ".aemlint.yaml", "rules: [")
    assert code == 2


def test_a_file_of_no_interest_has_no_findings(project: Path, aemlint: Any) -> None:
    assert unsaved(aemlint, project, "notes.txt", "anything") == (0, [])
    assert unsaved(aemlint, project, "core/src/main/java/com/acme/Mailer.java", "class {}") == (0, [])


def test_half_typed_text_never_fails_the_command(project: Path, aemlint: Any) -> None:
    for end in range(0, len(WRONG), 9):
        code, lines = unsaved(aemlint, project, MAIL, WRONG[:end])
        assert code in (0, 1)
        assert all(re.fullmatch(r"[^:]+:\d+:\d+: (error|warning)\[[a-z-]+/[a-z-]+\] .+", line) for line in lines)


@pytest.mark.parametrize("name", ["", "cloudmanager", "cloudmanager/", "."])
def test_unsaved_text_belongs_to_a_file(name: str, project: Path, aemlint: Any) -> None:
    """An editor gives no name to a text that has none yet."""
    ran = aemlint("check", "-q", "--stdin-filename", name, "-", cwd=project, input=b"{}")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"--stdin-filename" in ran.stderr
