#!/usr/bin/env python3
"""Holds programs and plugins to x86-64-v2: AVX instructions stand only in functions that are chosen at start (ice/processor.hpp).

check_instructions.py PATH ...    PATH: a file, or a folder with plugins. Prints a line per offending function and ends with 1 if there is any.
"""
import re
import subprocess
import sys
from pathlib import Path

FUNCTION = re.compile(r"^[0-9a-f]+ <(.*)>:$")
AVX = re.compile(r"\tv[a-z]|%[yz]mm|%k[0-7]")
CHOSEN_AT_START = re.compile(r"5at_v[34]")


def offences(file: Path) -> list:
    command = ["objdump", "-d", "--no-show-raw-insn", file]
    found, function = [], ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as objdump:
        for line in objdump.stdout:
            if match := FUNCTION.match(line):
                function = match[1]
            elif AVX.search(line) and not CHOSEN_AT_START.search(function) and function not in found:
                found.append(function)
    if objdump.returncode != 0:
        sys.exit(f"objdump failed on {file}")
    return [f"{file}: {function}" for function in found]


def main() -> int:
    paths = [Path(argument) for argument in sys.argv[1:]]
    files = [file for path in paths for file in (sorted(path.glob("*.ice.so")) if path.is_dir() else [path])]
    found = [offence for file in files for offence in offences(file)]
    for offence in found:
        print(offence)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
