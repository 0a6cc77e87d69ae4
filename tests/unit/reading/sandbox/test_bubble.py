from __future__ import annotations

from pathlib import Path

from amana.reading.sandbox.bubble import FILTER, command_line, idle
from amana.reading.sandbox.programs import PROGRAMS, row_of


def test_every_program_is_behind_every_wall() -> None:
    for program in PROGRAMS:
        line = command_line("/usr/bin/bwrap", "/bin/true", ("-x",), program)
        for wall in ("--unshare-user", "--unshare-all", "--die-with-parent", "--new-session"):
            assert wall in line
        assert line[line.index("--cap-drop") + 1] == "ALL"
        assert line[line.index("--seccomp") + 1] == str(FILTER)
        assert "--clearenv" in line
        assert line[-3:] == ("--", "/bin/true", "-x")
        bound = {line[at + 1] for at, word in enumerate(line) if word.startswith("--ro-bind")}
        assert not bound & {"/", "/home", "/tmp", "/etc", "/proc", "/dev", "/root", "/usr", "/var"}  # noqa: S108 - that it is not there
        assert not {"--bind", "--dev-bind", "--dev", "--share-net"} & set(line)


def test_only_a_program_that_needs_it_sees_its_own_processes() -> None:
    assert "--proc" in command_line("bwrap", "/bin/true", (), row_of("ffprobe"))
    assert "--proc" not in command_line("bwrap", "/bin/true", (), row_of("pdftotext"))


def test_a_script_is_given_to_its_interpreter(tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text("#!/bin/sh\n")
    line = command_line("bwrap", str(script), ("a",))
    assert line[-2:] == (str(script), "a")
    assert Path(line[-3]).samefile("/bin/sh")


def test_doing_nothing_is_a_command_too() -> None:
    line = idle("bwrap")
    assert line is not None
    assert line[-1].endswith("true")
