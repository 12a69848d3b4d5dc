#!/usr/bin/env python3
"""Compiles each plugin beside this file, of which none may compile: the first error must say what its `// says:` expression asks for.

run.py COMPILER [FLAG ...]    the flags with which a plugin is compiled; prints the offenders and ends with 1 if there is any
"""
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def expectation(source: Path) -> str:
    """The expression after `// says:`, over as many lines as its comment has."""
    lines = source.read_text().split("#include")[0].splitlines()
    return " ".join(line.removeprefix("//").strip() for line in lines).strip().removeprefix("says: ")


def precompiled(compiler: list, folder: str) -> list:
    """The SDK's header, compiled once for all sources; returns the flags that use it."""
    header = Path(folder) / "plugin.hpp"
    header.write_text("#include <ice/plugin.hpp>\n")
    suffix = ".pch" if "clang" in compiler[0] else ".gch"
    subprocess.run([*compiler, "-x", "c++-header", header, "-o", f"{header}{suffix}"], check=True)
    return ["-include-pch", f"{header}.pch"] if suffix == ".pch" else ["-include", str(header)]


def offence(compiler: list, source: Path) -> str:
    """Why the compiler's answer is not the one wanted, or an empty text."""
    done = subprocess.run([*compiler, "-fsyntax-only", "-Wfatal-errors", source], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
    errors = [line for line in done.stderr.splitlines() if "error:" in line]
    if done.returncode == 0:
        return f"{source.name}: compiles"
    if not errors or not re.search(expectation(source), errors[0]):
        return f"{source.name}: wanted: {expectation(source)}\n  got: {(errors or [done.stderr])[0]}"
    return ""


def main() -> int:
    compiler = [*sys.argv[1:], "-std=c++20"]
    sources = sorted(FOLDER.glob("*.cpp"))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        compiler += precompiled(compiler, folder)
        offences = list(filter(None, pool.map(lambda source: offence(compiler, source), sources)))
    print(*offences, f"{len(sources)} plugins, {len(offences)} without the error they should give", sep="\n")
    return 1 if offences or not sources else 0


if __name__ == "__main__":
    sys.exit(main())
